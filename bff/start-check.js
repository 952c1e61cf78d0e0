/** What `portone-checkout check` runs, without the news that SQLite is new in Node. */
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name !== 'ExperimentalWarning') console.error(warning.stack);
});
import('./check.ts');
