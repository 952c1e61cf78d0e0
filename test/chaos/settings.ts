import { parseArgs } from 'node:util';

export const engineNames = ['sqlite', 'postgresql'] as const;
export type EngineName = (typeof engineNames)[number];

export type Settings = {
  /** The first seed; the others follow it. */
  seed: number;
  seeds: number;
  engine: EngineName;
  servers: number;
  payments: number;
  /** SIGKILLs at random. */
  kills: number;
  /** How often each of the seven failpoints kills as well. */
  failpoints: number;
  /** How many times quicker than in real life PortOne, its faults and the workers are. */
  pace: number;
  /** How many buyers there are at any moment. */
  buyers: number;
  /** Times that the database is away. */
  outages: number;
  json?: string | undefined;
};

/** What `npm test` can afford: everything happens, five times quicker and less often. */
const quick = {
  seeds: 1,
  payments: 1_000,
  kills: 20,
  failpoints: 1,
  pace: 5,
  buyers: 150,
  outages: 2,
} satisfies Partial<Settings>;

/** In PortOne's own time: as many kills and faults as a bad year. */
const release = {
  seeds: 3,
  payments: 10_000,
  kills: 150,
  failpoints: 20,
  pace: 2,
  buyers: 250,
  outages: 5,
} satisfies typeof quick;

const usage = `npm run chaos -- [options]

  --seed N         the first seed (a random one)
  --seeds N        how many seeds, one after another (${quick.seeds}; release ${release.seeds})
  --engine NAME    sqlite or postgresql (sqlite)
  --servers N      servers on one database, 1 or 2 (1; with postgresql 2)
  --payments N     payments of one seed (${quick.payments}; release ${release.payments})
  --kills N        SIGKILLs at random (${quick.kills}; release ${release.kills})
  --failpoints N   kills at each of the seven failpoints (${quick.failpoints}; release ${release.failpoints})
  --outages N      outages of the database (${quick.outages}; release ${release.outages})
  --pace N         how many times quicker than real PortOne is (${quick.pace}; release ${release.pace})
  --buyers N       buyers at any moment (${quick.buyers}; release ${release.buyers})
  --release        the setting for releases
  --json FILE      writes the results there as well`;

/**
 * Reads the command line.
 *
 * @throws {Error} with the usage, where something in it is wrong, or the usage is all that is asked for
 */
export function parseSettings(args: readonly string[]): Settings {
  const { values } = parseArguments(args);
  if (values.help) throw new Error(usage);
  const preset = values.release ? release : quick;
  const number = (name: keyof typeof preset | 'seed' | 'servers', fallback: number, least = 0) => {
    const text = values[name];
    const value = text === undefined ? fallback : Number(text);
    if (!Number.isSafeInteger(value) || value < least) {
      throw new Error(`--${name} is a whole number of at least ${least}.\n\n${usage}`);
    }
    return value;
  };
  const engine = engineNames.find((name) => name === (values.engine ?? 'sqlite'));
  if (!engine) throw new Error(`--engine is sqlite or postgresql.\n\n${usage}`);
  const servers = number('servers', engine === 'postgresql' ? 2 : 1, 1);
  if (servers > 2) throw new Error(`--servers is 1 or 2.\n\n${usage}`);
  return {
    seed: number('seed', Math.floor(Math.random() * 1_000_000)),
    seeds: number('seeds', preset.seeds, 1),
    engine,
    servers,
    payments: number('payments', preset.payments, 1),
    kills: number('kills', preset.kills),
    failpoints: number('failpoints', preset.failpoints),
    pace: number('pace', preset.pace, 1),
    buyers: number('buyers', preset.buyers, 1),
    outages: number('outages', preset.outages),
    json: values.json,
  };
}

/** The command that runs a seed of these settings again. */
export function commandFor(settings: Settings, seed: number): string {
  const { engine, servers, payments, kills, failpoints, pace, buyers, outages } = settings;
  const options = { engine, servers, payments, kills, failpoints, pace, buyers, outages };
  const given = Object.entries(options).map(([name, value]) => `--${name} ${value}`);
  return `npm run chaos -- --seed ${seed} ${given.join(' ')}`;
}

function parseArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string' },
        seeds: { type: 'string' },
        engine: { type: 'string' },
        servers: { type: 'string' },
        payments: { type: 'string' },
        kills: { type: 'string' },
        failpoints: { type: 'string' },
        pace: { type: 'string' },
        buyers: { type: 'string' },
        outages: { type: 'string' },
        release: { type: 'boolean' },
        json: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${usage}`);
  }
}
