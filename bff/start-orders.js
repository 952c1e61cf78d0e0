#!/usr/bin/env node
/** What `npm run orders` runs: the operator's command, on a Node that is new enough for it. */
import { requireNode } from './require-node.js';

requireNode();
// That SQLite is new in Node is no news to an operator.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning.stack);
});
import('./orders.ts');
