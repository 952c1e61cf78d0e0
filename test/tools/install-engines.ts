/** `npm run browsers`: gets the engines that the tests can use, as far as they are not here. */
import { findWholeBrowser, SHELL } from '../support/browser/browser.ts';
import { findFirefox, findWebKit, onPath } from '../support/browser/engines.ts';
import {
  installBrowser,
  installPackages,
  installShell,
  isRootOnDebian,
} from './install-browser.ts';

await findWholeBrowser().catch(installBrowser);
if (isRootOnDebian && !(await onPath(SHELL))) installShell();
const missing = [
  ...((await findFirefox()) ? [] : ['firefox-esr']),
  ...((await findWebKit()) ? [] : ['webkit2gtk-driver', 'xvfb']),
];
if (missing.length === 0) {
  console.log('Chromium, Firefox and WebKit are here.');
} else if (isRootOnDebian) {
  console.log(`Installing ${missing.join(', ')} …`);
  installPackages(...missing);
} else {
  console.log(
    `Not here: ${missing.join(', ')}, as Debian and Ubuntu call them. Install them as root: apt-get install ${missing.join(' ')}. Firefox may be elsewhere: set FIREFOX_PATH. Without them the tests run in Chromium alone.`,
  );
}
