import { alertText } from './alert-text.ts';
import type { Condition, ConditionName } from './conditions.ts';

/** Looks in a row that agree before anything is told: what is over in a moment is no news. */
const LOOKS = 2;

export type OwnerAlertOptions = {
  conditions: readonly Condition[];
  language: 'ko' | 'en';
  /** Reaches the owner past the outbox, since that may be what fails. Rejects where it did not. */
  tell: (mail: { subject: string; text: string }) => Promise<void>;
  /** Called with what could not be told: it is tried again. */
  onUntold: (name: ConditionName, error: unknown) => void;
};

/**
 * Tells the owner of what begins, once, with what to do; and once more when it is over.
 *
 * @returns a look at every condition, which the caller repeats
 */
export function ownerAlerts(options: OwnerAlertOptions): () => Promise<number> {
  const { conditions, language, tell, onUntold } = options;
  const told = new Set<ConditionName>();
  const looks = new Map<ConditionName, number>();

  async function look({ name, holds }: Condition): Promise<void> {
    let isOn: boolean;
    try {
      isOn = await holds();
    } catch {
      // The database is away, which is a condition of its own.
      return;
    }
    const isNews = isOn !== told.has(name);
    const count = isNews ? (looks.get(name) ?? 0) + 1 : 0;
    looks.set(name, count);
    if (count < LOOKS) return;
    try {
      await tell(alertText(name, language, !isOn));
    } catch (error) {
      onUntold(name, error);
      return;
    }
    looks.set(name, 0);
    if (isOn) told.add(name);
    else told.delete(name);
  }

  return async () => {
    for (const condition of conditions) await look(condition);
    return 0;
  };
}
