#!/usr/bin/env node
/**
 * What `npm start` and `portone-checkout` run: the server, with what Node compiles of it kept for the
 * next start, which is then twice as quick and needs 30 MB less; or a command beside it. It is no
 * TypeScript, since Node would have to load its type stripper for this file alone.
 */
import { requireNode } from './require-node.js';

requireNode();
// What follows the program's name, without the command's own.
const [command] = process.argv.splice(2, isCommand(process.argv[2]) ? 1 : 0);
if (command === 'check') import('./start-check.js');
else if (command === 'orders') import('./start-orders.js');
else if (command === 'database') import('./start-database.js');
else start();

/** @param {string | undefined} name */
function isCommand(name) {
  return ['check', 'orders', 'database', 'start'].includes(String(name));
}

async function start() {
  const { enableCompileCache } = await import('node:module');
  const { fileURLToPath } = await import('node:url');
  // Beside the code itself: a user who can write there could change the server anyway,
  // which is not so of Node's own choice, a folder in /tmp. Where it cannot be
  // written, the server starts as it would without.
  const cache = new URL('../node_modules/.cache/portone-checkout', import.meta.url);
  enableCompileCache(fileURLToPath(cache));
  await import('./main.ts');
}
