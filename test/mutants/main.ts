/**
 * `npm run mutants`: puts one mistake at a time into a copy of the server and of
 * the element, and runs the tests that guard against it. A mistake that no test sees fails the run,
 * and so does a patch that no longer fits. Arguments name the mutants to try.
 */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from 'node:test';
import { progress } from '../bench/progress.ts';

/** After these times a test counts as failed, and a run as one that hangs. */
const TEST_TIMEOUT_MS = 15_000;
const RUN_TIMEOUT_MS = 300_000;

/** What the server, the element and their tests consist of. */
const SOURCES = [
  'bff',
  'component',
  'demo',
  'test',
  'docs',
  'package.json',
  'web-test-runner.config.js',
];

type Mutant = { name: string; what: string; guards: string[]; patch: string };
type Result = { caughtBy: string[]; seconds: number };

const root = resolve(import.meta.dirname, '../..');

function readMutant(file: string): Mutant {
  const patch = join(import.meta.dirname, file);
  const text = readFileSync(patch, 'utf8');
  return {
    name: file.replace('.patch', ''),
    what: text.slice(0, text.indexOf('\n')),
    guards: [...text.matchAll(/^Guarded by: (.+)$/gm)].map(([, guard]) => guard as string),
    patch,
  };
}

/** A copy that mistakes may be put into, with the packages of the original. */
function throwAwayCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  for (const source of SOURCES) {
    cpSync(join(root, source), join(copy, source), { recursive: true, force: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  // With a mistake a test may wait for what never comes: it need not wait as long as on a busy machine.
  const wait = join(copy, 'test/component/support/wait-until.ts');
  const patient = readFileSync(wait, 'utf8');
  const brief = patient.replace(/(?<=HANG_MS = )[\d_]+/, String(TEST_TIMEOUT_MS));
  if (brief === patient)
    throw new Error(`${wait} has another time limit than this runner expects.`);
  writeFileSync(wait, brief);
  return copy;
}

/** @throws where the patch does not fit */
function apply({ name, patch }: Mutant, copy: string, ...options: string[]): void {
  const { status, stderr } = spawnSync('git', ['apply', ...options, patch], {
    cwd: copy,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${name}: the patch does not fit any more.\n${stderr}`);
}

/** @returns the titles of the tests that fail: the server's in Node, the element's in a browser */
async function failing(files: readonly string[], copy: string): Promise<string[]> {
  const isElements = (file: string) => file.startsWith('test/component/');
  const ofServer = files.filter((file) => !isElements(file));
  const ofElement = files.filter(isElements);
  return [
    ...(ofServer.length > 0 ? await failingInNode(ofServer, copy) : []),
    ...(ofElement.length > 0 ? failingInBrowser(ofElement, copy) : []),
  ];
}

async function failingInNode(files: readonly string[], copy: string): Promise<string[]> {
  const titles: string[] = [];
  const tests = run({
    files: files.map((file) => join(copy, file)),
    cwd: copy,
    timeout: TEST_TIMEOUT_MS,
    signal: AbortSignal.timeout(RUN_TIMEOUT_MS),
  });
  tests.on('test:fail', ({ name, details }) => {
    // A file fails with each of its tests, and says nothing more by that.
    if ((details.error as Error & { failureType?: string }).failureType !== 'subtestsFailed')
      titles.push(name.replace(copy, ''));
  });
  for await (const _ of tests);
  return titles;
}

/** @throws where the tests could not be run: a mistake is caught by a test, or not at all */
function failingInBrowser(files: readonly string[], copy: string): string[] {
  const { status, stdout, stderr } = spawnSync('wtr', ['--files', ...files], {
    cwd: copy,
    encoding: 'utf8',
    timeout: RUN_TIMEOUT_MS,
    env: { ...process.env, BAIL: '1' },
  });
  const titles = [...stdout.matchAll(/^ *❌ (.+)$/gm)].map(([, title]) => title as string);
  if (status !== 0 && titles.length === 0) {
    throw new Error(`${files.join(', ')} could not be run.\n${stdout}\n${stderr}`);
  }
  return titles;
}

async function tryOut(mutant: Mutant, copy: string): Promise<Result> {
  const start = performance.now();
  apply(mutant, copy);
  try {
    const caughtBy = await failing(mutant.guards, copy);
    return { caughtBy, seconds: (performance.now() - start) / 1_000 };
  } finally {
    apply(mutant, copy, '--reverse');
  }
}

const wanted = process.argv.slice(2);
const mutants = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.patch'))
  .map(readMutant)
  .filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const step = progress(mutants.length + 1);
const copy = throwAwayCopy();
try {
  const guards = [...new Set(mutants.flatMap((mutant) => mutant.guards))];
  const broken = await failing(guards, copy);
  step('without a mutant');
  if (broken.length > 0) {
    throw new Error(`These fail without any mutant, and prove nothing: ${broken.join('; ')}`);
  }
  let survivors = 0;
  console.log('| mutant | mistake | caught by | seconds |\n|---|---|---|---:|');
  for (const mutant of mutants) {
    const { caughtBy, seconds } = await tryOut(mutant, copy);
    step(mutant.name);
    if (caughtBy.length === 0) survivors += 1;
    const [first = '**no test: it survived**', ...more] = caughtBy;
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    console.log(`| ${mutant.name} | ${mutant.what} | ${first}${others} | ${seconds.toFixed(0)} |`);
  }
  console.log(`\n${mutants.length - survivors} of ${mutants.length} caught.`);
  process.exitCode = survivors === 0 ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}
