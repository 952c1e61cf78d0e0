/**
 * `npm run bench`: measures, and asserts nothing, since machines are noisy.
 *
 *     npm run bench -- --only completes --json figures.json
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { completeSteps, measureCompletes } from './completes.ts';
import { measureElementSize } from './element-size.ts';
import {
  elementMemorySteps,
  elementSpeedSteps,
  measureElementMemory,
  measureElementSpeed,
} from './element-speed.ts';
import { growthPart } from './growth.ts';
import { itemAnswerSteps, measureItemAnswers } from './item-answers.ts';
import { progress } from './progress.ts';
import { measureTwoServers, twoServersSteps } from './two-servers.ts';
import { measureUnderLoad, underLoadSteps } from './under-load.ts';

type Part = {
  name: string;
  title: string;
  /** How many steps it reports. */
  steps: number;
  measure(onStep: (step: string) => void): Promise<object[]> | object[];
  /** Takes minutes by itself, and is left out without `--all`. */
  isLong?: boolean;
};

const parts: readonly Part[] = [
  { name: 'size', title: 'The element, in bytes', steps: 0, measure: measureElementSize },
  {
    name: 'button',
    title: 'From navigation to a usable pay button, on 4G and a processor slowed down four times',
    steps: elementSpeedSteps,
    measure: measureElementSpeed,
  },
  {
    name: 'memory',
    title: 'Elements that come and go',
    steps: elementMemorySteps,
    measure: measureElementMemory,
  },
  { name: 'items', title: 'Item answers', steps: itemAnswerSteps, measure: measureItemAnswers },
  {
    name: 'completes',
    title: 'Completing distinct paid payments',
    steps: completeSteps,
    measure: measureCompletes,
  },
  { name: 'load', title: 'Under load', steps: underLoadSteps, measure: measureUnderLoad },
  {
    name: 'two-servers',
    title: 'One and two servers on one PostgreSQL',
    steps: twoServersSteps,
    measure: measureTwoServers,
  },
  {
    name: 'growth',
    title: 'With so many paid orders stored',
    ...growthPart([1_000, 10_000, 100_000]),
  },
  {
    name: 'growth-to-a-million',
    title: 'With a million paid orders stored',
    ...growthPart([1_000_000]),
    isLong: true,
  },
];

const names = parts.map(({ name }) => name).join(', ');
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});
const { only, all, json } = values;
const unknown = only?.find((name) => !parts.some((part) => part.name === name));
if (unknown !== undefined) {
  console.error(`--only: there is no part ${unknown}. There are ${names}.`);
  process.exit(1);
}

const chosen = parts.filter(({ name, isLong }) => only?.includes(name) ?? (all || !isLong));
const onStep = progress(chosen.reduce((sum, { steps }) => sum + steps, 0));
const results: Array<{ part: Part; rows: object[] }> = [];
for (const part of chosen) results.push({ part, rows: await part.measure(onStep) });

console.log(`Node ${process.version}, ${availableParallelism()} cores`);
for (const { part, rows } of results) {
  console.log(`\n${part.title}`);
  console.table(rows);
}
if (json !== undefined) {
  const figures = Object.fromEntries(results.map(({ part, rows }) => [part.name, rows]));
  writeFileSync(
    json,
    `${JSON.stringify({ node: process.version, cores: availableParallelism(), ...figures }, null, 2)}\n`,
  );
}
