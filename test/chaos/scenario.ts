import { EventEmitter, once } from 'node:events';

/** How far the buyers may run ahead of what is to befall them. */
const SLACK = 0.03;

/**
 * How far a run has come, from 0 to 1. What is to happen is drawn as points of
 * the course, not of time, so that all of it happens on a slow machine too, and
 * the buyers wait where something takes its time.
 */
export class Course {
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
    while (this.position > Math.min(...this.#holds) + SLACK) await once(this.#moved, 'moved');
    this.#begun += 1;
    this.#moved.emit('moved');
  }

  /** Does things one after another, each when the course has come to its point. */
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
