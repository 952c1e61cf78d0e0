/**
 * `npm run test:platforms`: tests on the platforms that can be had here, and says which those are. WordPress
 * and the programs that servers run behind are Debian's packages, which their tests install where this is
 * root on Debian; the others are npm's.
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
// Root as well for namespaces, in which the Dockerfile is followed.
console.log(
  isRootOnDebian
    ? 'So can what the files of bff/deploy/ are for: a root like a container’s, systemd’s analysis, nginx, Caddy, docker-compose, PostgreSQL.'
    : 'The files of bff/deploy/ are not tried: that needs Debian’s packages, and root.',
);
const names = [
  'next',
  'sveltekit',
  ...(hasWordpress ? ['wordpress'] : []),
  ...(isRootOnDebian ? ['hosting', 'postgres-backup'] : []),
];
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
