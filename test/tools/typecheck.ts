/**
 * `npm run typecheck`: checks the types of every folder that has a
 * configuration of its own, also behind one that has mistakes.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname } from 'node:path';

// Applications need the installed package: their tests check them.
const configurations = globSync('{component,bff,demo,test}/**/tsconfig.json', {
  exclude: ['test/package', 'test/platforms'],
});
const wrong = configurations
  .map((file) => dirname(file))
  .filter((folder) => spawnSync('tsc', ['-p', folder], { stdio: 'inherit' }).status !== 0);
if (wrong.length > 0) {
  console.error(`Types are wrong in ${wrong.join(', ')}`);
  process.exit(1);
}
