/**
 * `npm run test:platforms`: tests on the platforms that can be had here, and says which those are. WordPress
 * is Debian's packages, which its test installs where this is root on Debian; the others are npm's.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isRootOnDebian } from '../tools/install-browser.ts';

const hasWordpress = isRootOnDebian || existsSync('/usr/share/wordpress');
console.log(
  hasWordpress
    ? 'Next.js, SvelteKit and WordPress can be had here.'
    : 'Next.js and SvelteKit can be had here. WordPress cannot: its test needs Debian’s packages, and root to install them.',
);
const names = ['next', 'sveltekit', ...(hasWordpress ? ['wordpress'] : [])];
const { status } = spawnSync(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    'test/tools/run-tests.ts',
    ...names.map((name) => `test/platforms/${name}*.test.ts`),
  ],
  { stdio: 'inherit' },
);
process.exitCode = status ?? 1;
