import { setTimeout as delay } from 'node:timers/promises';
import type { Failpoint } from '../support/server/failpoints.ts';
import type { Draws } from './random.ts';
import type { Course } from './scenario.ts';
import type { Fleet } from './servers.ts';

/** Milliseconds at most from ready to dead: long enough that the server is busy with what has piled up. */
const LATEST = 800;

/** Milliseconds in which somebody has to pass an armed failpoint. */
const PATIENCE = 5_000;

/** Those that a server passes while it serves; K7 is for when it starts. */
const failpointsOfCourse: readonly Failpoint[] = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6'];

export type Killer = {
  /** Kills that have happened: at random, and at each failpoint. */
  kills: Map<'random' | Failpoint, number>;
  /** Armed failpoints that nobody passed in time. */
  missed: number;
  /** Kills servers that start on an empty database, each a step later in its migrations. */
  killMigrations(): Promise<void>;
  /** Kills them all along the course. */
  follow(course: Course): Promise<void>;
};

/** @param onKilled looks at what a server leaves behind when it is dead; hears which one it was */
export function killer(options: {
  fleet: Fleet;
  draws: Draws;
  /** At random. */
  kills: number;
  /** At each of the seven failpoints. */
  failpoints: number;
  onKilled: (server: number) => Promise<void>;
}): Killer {
  const { fleet, draws, onKilled } = options;

  function count(how: 'random' | Failpoint): void {
    self.kills.set(how, (self.kills.get(how) ?? 0) + 1);
  }

  type Kill = { at: number; server: number; how: 'random' | Failpoint };
  const drawKill = (how: Kill['how']): Kill => ({
    at: draws.fraction(),
    server: draws.between(0, fleet.size - 1),
    how,
  });

  /** @returns whether it has happened: nobody may have passed a failpoint */
  async function carryOut({ server, how }: Kill): Promise<boolean> {
    if (how === 'random') {
      await fleet.ready(server);
      await delay(draws.fraction() * LATEST);
      await fleet.kill(server);
    } else if (!(await fleet.killAt(server, how, PATIENCE))) {
      return false;
    }
    count(how);
    await onKilled(server);
    return true;
  }

  /** What nobody passed, as when the receiver is away, is tried once more in the end. */
  async function followKills(course: Course, kills: readonly Kill[]): Promise<void> {
    const missed: Kill[] = [];
    await course.follow(kills, async (kill) => {
      if (!(await carryOut(kill))) missed.push(kill);
    });
    for (const kill of missed) {
      if (!(await carryOut(kill))) self.missed += 1;
    }
  }

  const self: Killer = {
    kills: new Map(),
    missed: 0,

    async killMigrations() {
      for (let step = 0; step < options.failpoints; step += 1) {
        const hasDied = await fleet.startToDie(step % fleet.size, 'K7', step);
        // There are fewer steps than kills: it has got through.
        if (!hasDied) break;
        count('K7');
      }
    },

    async follow(course) {
      const kills = [
        ...Array.from({ length: options.kills }, () => drawKill('random')),
        ...failpointsOfCourse.flatMap((point) =>
          Array.from({ length: options.failpoints }, () => drawKill(point)),
        ),
      ];
      const byServer = Map.groupBy(kills, ({ server }) => server);
      await Promise.all([...byServer.values()].map((ofServer) => followKills(course, ofServer)));
    },
  };
  return self;
}
