/**
 * `npm run typecheck`: checks the types of every folder that has a
 * configuration of its own, also behind one that has mistakes.
 */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname } from 'node:path';

// The applications in test/package/ need the installed package: its test checks them.
const configurations = globSync('{component,bff,builder,demo,test}/**/tsconfig.json', {
  exclude: ['test/package'],
});
const wrong = configurations
  .map((file) => dirname(file))
  .filter((folder) => spawnSync('tsc', ['-p', folder], { stdio: 'inherit' }).status !== 0);
if (wrong.length > 0) {
  console.error(`Types are wrong in ${wrong.join(', ')}`);
  process.exit(1);
}
