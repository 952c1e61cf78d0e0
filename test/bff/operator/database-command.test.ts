import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runDatabaseCommand } from '../../../bff/operator/database-command.ts';

/** Runs a command that must not be carried out, unless the test says how. */
const run = (args: string[], actions: Partial<Parameters<typeof runDatabaseCommand>[1]> = {}) =>
  runDatabaseCommand(args, {
    backUp: () => assert.fail('it backs up'),
    move: () => assert.fail('it moves'),
    ...actions,
  });

for (const [args, problem] of [
  [[], 'Which command?'],
  [['restore'], 'There is no command "restore".'],
  [['backup'], 'backup takes --to and a folder.'],
  [['backup', '--to', '/b', '--keep', '0'], '--keep is how many'],
  [['backup', '--to', '/b', 'now'], 'What is "now" for?'],
  [['move'], 'move takes --to and an address'],
  [['move', '--to', 'sqlite:./other.db'], 'move takes --to and an address'],
  [['move', '--to', 'postgres://db/x', '--keep', '2'], 'move does not take --keep.'],
  [['backup', '--into', '/b'], "Unknown option '--into'"],
] as const) {
  test(`does not understand "${args.join(' ')}", and says how it is written`, async () => {
    const { text, exitCode } = await run([...args]);
    assert.equal(exitCode, 2);
    assert.ok(text.startsWith(problem), text);
    assert.match(text, /\n\nUsage: portone-checkout-database /);
  });
}

test('backs up into a folder, and keeps 14 unless told', async () => {
  const asked: unknown[] = [];
  const backUp = async (...parameters: unknown[]) => {
    asked.push(parameters);
    return { file: '/b/one.db', bytes: 12, deleted: ['old.db'] };
  };
  const { text } = await run(['backup', '--to', '/b'], { backUp });
  await run(['backup', '--to', '/b', '--keep', '3'], { backUp });
  assert.equal(text, 'Wrote /b/one.db, 12 bytes.\nDeleted old.db.');
  assert.deepEqual(asked, [
    ['/b', 14],
    ['/b', 3],
  ]);
});

test('says what was moved, and what to do next', async () => {
  const move = async () => [{ table: 'orders', rows: 3 }];
  const { text, exitCode } = await run(['move', '--to', 'postgres://db/checkout'], { move });
  assert.equal(exitCode, 0);
  assert.match(text, /^Rows moved, by table:\n {2}orders: 3\n\n.*Set DATABASE_URL/);
});
