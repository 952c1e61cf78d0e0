/** What was looked at, and how it stands. */
export type CheckLine = {
  /** In one or two words: `settings`, `catalog`. */
  subject: string;
  /** `doubtful`: it works, and is probably not meant, or could not be looked at from here. */
  verdict: 'good' | 'doubtful' | 'wrong';
  /** What was found, and what to do where that is not good. Nothing secret or personal. */
  text: string;
};

/** One look at something. It says what is wrong in its lines, and throws nothing that it expects. */
export type Check = () => Promise<CheckLine[]>;

/** The lines of one subject. */
export function linesOf(subject: string) {
  const line =
    (verdict: CheckLine['verdict']) =>
    (text: string): CheckLine => ({ subject, verdict, text });
  return { good: line('good'), doubtful: line('doubtful'), wrong: line('wrong') };
}
