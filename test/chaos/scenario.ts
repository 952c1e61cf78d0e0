import { EventEmitter, once } from 'node:events';

/** How far the buyers may run ahead of an event that is still happening. */
const MAX_LEAD = 0.03;

/**
 * How far a run has come, from 0 to 1. Events are placed at points of the scenario,
 * not of time, so that all of them happen on a slow machine too, and the buyers
 * wait while an event takes long.
 */
export class Scenario {
  readonly total: number;
  readonly #holds = new Set<number>();
  readonly #moved = new EventEmitter().setMaxListeners(0);
  #begun = 0;
  ended = 0;

  constructor(total: number) {
    this.total = total;
  }

  get position(): number {
    return this.#begun / this.total;
  }

  get begun(): number {
    return this.#begun;
  }

  /** Waits until the next payment may begin, and counts it. */
  async begin(): Promise<void> {
    while (this.position > Math.min(...this.#holds) + MAX_LEAD) await once(this.#moved, 'moved');
    this.#begun += 1;
    this.#moved.emit('moved');
  }

  /** Carries out events one after another, each when the scenario has reached its point. */
  async follow<Event extends { at: number }>(
    events: readonly Event[],
    carryOut: (event: Event) => Promise<void>,
  ): Promise<void> {
    for (const event of events.toSorted((a, b) => a.at - b.at)) {
      while (this.position < event.at) await once(this.#moved, 'moved');
      this.#holds.add(event.at);
      await carryOut(event);
      this.#holds.delete(event.at);
      this.#moved.emit('moved');
    }
  }
}
