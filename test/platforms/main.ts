/**
 * `npm run test:platforms`: tests on the platforms that can be had here, and says which those are. WordPress
 * and the programs that servers run behind are Debian's packages, which their tests install where this is
 * root on Debian; the others are npm's.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { isRootOnDebian } from '../tools/install-browser.ts';

/** Whether the registry that npm is set up for answers for what the consumers install first. */
const hasNpm = spawnSync('npm', ['view', 'next', 'version'], { timeout: 60_000 }).status === 0;
/** Whether Debian's packages can be had, or those of WordPress are here. */
const hasDebian =
  isRootOnDebian && spawnSync('apt-get', ['update'], { timeout: 120_000 }).status === 0;
const hasWordpress = hasDebian || existsSync('/usr/share/wordpress');

const platforms = [
  { what: 'Next.js and SvelteKit', has: hasNpm, without: 'npm’s registry does not answer' },
  {
    what: 'WordPress',
    has: hasWordpress,
    without: 'that needs Debian’s packages, and root to install them',
  },
  {
    // Root as well for namespaces, in which the Dockerfile is followed.
    what: 'The files of bff/deploy/ (a root like a container’s, systemd’s analysis, nginx, Caddy, docker-compose, PostgreSQL, Prometheus)',
    has: hasDebian,
    without: 'that needs Debian’s packages, and root',
  },
];
for (const { what, has, without } of platforms) {
  console.log(has ? `${what}: tested.` : `${what}: not tested here, ${without}.`);
}
const names = [
  ...(hasNpm ? ['next', 'sveltekit'] : []),
  ...(hasWordpress ? ['wordpress'] : []),
  ...(hasDebian ? ['hosting', 'postgres-backup'] : []),
];
// A pattern that no file matches would be none at all.
if (names.length === 0) process.exit(0);
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
