import { parseCommand, UsageError, usage } from './command-line.ts';
import type { OperatorStore } from './operator-store.ts';
import { CommandError, carryOut } from './order-actions.ts';

/** What the operator reads. Exit codes: 0 done, 1 it could not be done, 2 the command is not understood. */
export type CommandResult = { text: string; exitCode: 0 | 1 | 2 };

export type CommandDependencies = {
  openStore: () => Promise<OperatorStore>;
  /** Milliseconds since 1970. */
  now: number;
  /** The name of the user who runs the command, as the machine knows it. */
  user: string;
};

/**
 * Runs what an operator has typed.
 *
 * @param args what follows the name of the program
 * @throws {CheckoutError} `STORE_UNAVAILABLE`
 */
export async function runOrdersCommand(
  args: readonly string[],
  { openStore, now, user }: CommandDependencies,
): Promise<CommandResult> {
  try {
    const { isJson, ...command } = parseCommand(args, now, user);
    if (command.name === 'help') return { text: usage, exitCode: 0 };
    const store = await openStore();
    try {
      const { facts, text } = await carryOut(command, store);
      return { text: isJson ? JSON.stringify(facts, null, 2) : text, exitCode: 0 };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof UsageError) return { text: `${error.message}\n\n${usage}`, exitCode: 2 };
    if (error instanceof CommandError) return { text: error.message, exitCode: 1 };
    throw error;
  }
}
