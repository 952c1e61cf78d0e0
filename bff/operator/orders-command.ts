import type { Translate } from '../i18n/translate.ts';
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
  /** Into the operator's language; JSON is for machines, and stays. */
  translate?: Translate;
};

/**
 * Runs what an operator has typed.
 *
 * @param args what follows the name of the program
 * @throws {CheckoutError} `STORE_UNAVAILABLE`
 */
export async function runOrdersCommand(
  args: readonly string[],
  { openStore, now, user, translate = (text) => text }: CommandDependencies,
): Promise<CommandResult> {
  try {
    const { isJson, ...command } = parseCommand(args, now, user);
    if (command.name === 'help') return { text: translate(usage), exitCode: 0 };
    const store = await openStore();
    try {
      const { facts, text } = await carryOut(command, store, translate);
      return { text: isJson ? JSON.stringify(facts, null, 2) : text, exitCode: 0 };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof UsageError)
      return { text: translate(`${error.message}\n\n${usage}`), exitCode: 2 };
    if (error instanceof CommandError) return { text: translate(error.message), exitCode: 1 };
    throw error;
  }
}
