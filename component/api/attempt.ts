/**
 * Does what a browser may refuse, as storage and the history where the page's visitor or frame forbids
 * them. The reason of a refusal goes to the console.
 *
 * @param otherwise the result of what was refused
 */
export function attempt<Result>(act: () => Result, otherwise: Result): Result {
  try {
    return act();
  } catch (reason) {
    console.debug('<portone-checkout>', reason);
    return otherwise;
  }
}
