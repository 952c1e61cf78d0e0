import { setTimeout as delay } from 'node:timers/promises';
import type { Failpoint } from '../support/server/failpoints.ts';
import type { Random } from './random.ts';
import type { Scenario } from './scenario.ts';
import type { Servers } from './servers.ts';

/** Milliseconds at most from ready to dead: long enough that the server is busy with what has piled up. */
const MAX_KILL_DELAY_MS = 800;

/** A server has to pass an armed failpoint in this time. */
const FAILPOINT_TIMEOUT_MS = 5_000;

/** The failpoints that a server passes while it serves; it passes K7 while it starts. */
const failpointsWhileServing: readonly Failpoint[] = ['K1', 'K2', 'K3', 'K4', 'K5', 'K6'];

export type Killer = {
  /** Kills that have happened: at random, and at each failpoint. */
  kills: Map<'random' | Failpoint, number>;
  /** Armed failpoints that no server passed in time. */
  missed: number;
  /** Kills servers that start on an empty database, each a step later in its migrations. */
  killMigrations(): Promise<void>;
  /** Kills servers at the points of the scenario. */
  follow(scenario: Scenario): Promise<void>;
};

/** @param onKilled called with the index of each server after it has died */
export function killer(options: {
  servers: Servers;
  random: Random;
  /** At random. */
  kills: number;
  /** At each of the seven failpoints. */
  failpoints: number;
  onKilled: (server: number) => Promise<void>;
}): Killer {
  const { servers, random, onKilled } = options;

  function count(how: 'random' | Failpoint): void {
    self.kills.set(how, (self.kills.get(how) ?? 0) + 1);
  }

  type Kill = { at: number; server: number; how: 'random' | Failpoint };
  const drawKill = (how: Kill['how']): Kill => ({
    at: random.fraction(),
    server: random.between(0, servers.size - 1),
    how,
  });

  /** @returns whether the server was killed: it may not have passed the failpoint */
  async function carryOut({ server, how }: Kill): Promise<boolean> {
    if (how === 'random') {
      await servers.ready(server);
      await delay(random.fraction() * MAX_KILL_DELAY_MS);
      await servers.kill(server);
    } else if (!(await servers.killAt(server, how, FAILPOINT_TIMEOUT_MS))) {
      return false;
    }
    count(how);
    await onKilled(server);
    return true;
  }

  /** A failpoint that no server passed, as while the receiver is away, is tried once more at the end. */
  async function followKills(scenario: Scenario, kills: readonly Kill[]): Promise<void> {
    const missed: Kill[] = [];
    await scenario.follow(kills, async (kill) => {
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
        const hasDied = await servers.startToDie(step % servers.size, 'K7', step);
        // There are fewer steps than kills: all migrations have run.
        if (!hasDied) break;
        count('K7');
      }
    },

    async follow(scenario) {
      const kills = [
        ...Array.from({ length: options.kills }, () => drawKill('random')),
        ...failpointsWhileServing.flatMap((point) =>
          Array.from({ length: options.failpoints }, () => drawKill(point)),
        ),
      ];
      const byServer = Map.groupBy(kills, ({ server }) => server);
      await Promise.all([...byServer.values()].map((ofServer) => followKills(scenario, ofServer)));
    },
  };
  return self;
}
