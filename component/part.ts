import { fetchPartAgain } from './own-script.ts';

/** A piece of the element that is fetched where it is used, from beside the main file. */
export type Part<Module> = {
  /** The piece, once it is here. */
  readonly now: Module | undefined;
  /** Fetches it, once for all who ask. A failure is forgotten: whoever asks next fetches anew. */
  load(): Promise<Module>;
};

/** In milliseconds. Nothing in the browser ends an `import()` that hangs. */
const TIME_LIMIT = 10_000;

/**
 * A part imports nothing from the main file at run time and is handed what it needs of it: the
 * page may have loaded the main file under another name (an immutable one), and an import from
 * here would fetch and run a second copy of it.
 *
 * @param name as in `portone-checkout.<name>.js`
 * @param fetchFirst spelt out by the caller, so that bundlers see the import
 */
export function part<Module>(
  name: string,
  fetchFirst: () => Promise<Module>,
  timeLimit = TIME_LIMIT,
): Part<Module> {
  let now: Module | undefined;
  let underWay: Promise<Module> | undefined;
  let failures = 0;

  return {
    get now() {
      return now;
    },
    load() {
      underWay ??= within(
        timeLimit,
        failures ? fetchPartAgain(name, failures, fetchFirst) : fetchFirst(),
      ).then(
        (module) => {
          now = module;
          return module;
        },
        (reason: unknown) => {
          failures++;
          underWay = undefined;
          throw reason;
        },
      );
      return underWay;
    },
  };
}

function within<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came in ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
