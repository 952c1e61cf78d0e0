/** What a page hears at its `document`, which all events of all its elements come to. */
export type HeardEvents = {
  /** Since the test began, in order. */
  readonly events: Event[];
  /** Their names, without the prefix; those of the item itself are left out. */
  names(): string[];
  /** What the last event of this name says. */
  fieldsOf(name: string): Record<string, unknown>;
  /** Where the last event of this name was fired. */
  targetOf(name: string): EventTarget | undefined;
};

const NAMES = ['paid', 'issued', 'pending', 'cancelled', 'failed'];

/** Listens anew in each test of the file. */
export function useHeardEvents(): HeardEvents {
  const events: Event[] = [];
  const targets = new WeakMap<Event, EventTarget | undefined>();
  for (const name of NAMES) {
    document.addEventListener(`portone-checkout-${name}`, (event) => {
      events.push(event);
      targets.set(event, event.composedPath()[0]);
    });
  }
  beforeEach(() => {
    events.length = 0;
  });
  const lastOf = (name: string) =>
    events.filter(({ type }) => type === `portone-checkout-${name}`).at(-1);
  return {
    events,
    names: () => events.map(({ type }) => type.replace('portone-checkout-', '')),
    fieldsOf(name) {
      const { isTrusted, ...fields } = { ...lastOf(name) };
      return fields;
    },
    targetOf(name) {
      const event = lastOf(name);
      return event && targets.get(event);
    },
  };
}
