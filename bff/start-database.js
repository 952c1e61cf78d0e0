#!/usr/bin/env node
/** What `npm run database` runs: backups and the move to PostgreSQL, on a Node that is new enough for them. */
import { requireNode } from './require-node.js';

requireNode();
// That SQLite is new in Node is no news to an operator.
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning.stack);
});
import('./database.ts');
