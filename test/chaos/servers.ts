import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Failpoint } from '../support/server/failpoints.ts';
import { startFlags } from '../support/server/start-command.ts';
import type { Order, Report, ServerSettings } from './server.ts';

/** Milliseconds after which a server counts as one that never gets ready. None needs a tenth of it. */
const START_HANG_MS = 300_000;

type ServerProcess = {
  settings: ServerSettings;
  url: string;
  process: ChildProcess | undefined;
  isReady: boolean;
};

/** The servers as processes: started, killed, started again. */
export class Servers {
  readonly urls: readonly string[];
  readonly #members: readonly ServerProcess[];
  readonly #logFolder: string;
  readonly #events = new EventEmitter().setMaxListeners(0);
  readonly #startTimes: number[] = [];
  #isStopping = false;
  /** Where new servers find the disk. */
  #isDiskFull = false;
  /** What has been seen at most of one server: bytes, and sockets that it opened itself. */
  peakRss = 0;
  peakSockets = 0;
  sockets = 0;
  starts = 0;

  constructor(settings: readonly ServerSettings[], logFolder: string) {
    this.#members = settings.map((one) => ({
      settings: one,
      url: `http://127.0.0.1:${one.port}`,
      process: undefined,
      isReady: false,
    }));
    this.urls = this.#members.map(({ url }) => url);
    this.#logFolder = logFolder;
  }

  get size(): number {
    return this.#members.length;
  }

  /** Milliseconds from a start to ready, of all starts. */
  get startTimes(): readonly number[] {
    return this.#startTimes;
  }

  /** Starts them all at once. A server that dies from now on is started again at once. */
  async start(): Promise<void> {
    for (const index of this.#members.keys()) this.#fork(index);
    await Promise.all([...this.#members.keys()].map((index) => this.ready(index)));
  }

  /**
   * Starts a server that dies while it starts, and waits for that.
   *
   * @returns whether it did die there, and not get ready
   */
  async startToDie(index: number, failpoint: Failpoint, migrationStep: number): Promise<boolean> {
    const child = this.#spawn(index, { failpoint, migrationStep });
    const ended = once(child, 'exit');
    await Promise.race([once(child, 'message'), ended]);
    const hasDied = child.signalCode === 'SIGKILL';
    child.kill('SIGKILL');
    await ended;
    return hasDied;
  }

  /** Resolves once the server takes requests. */
  async ready(index: number): Promise<void> {
    const member = this.#member(index);
    const timeout = AbortSignal.timeout(START_HANG_MS);
    while (!member.isReady) {
      try {
        await once(this.#events, 'ready', { signal: timeout });
      } catch (cause) {
        throw new Error(`Server ${index} does not get ready: see its log`, { cause });
      }
    }
  }

  /** Kills a server that is ready. It is started again by itself. */
  async kill(index: number): Promise<void> {
    await this.ready(index);
    const child = this.#member(index).process as ChildProcess;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /**
   * Makes a server die where it next passes a failpoint.
   *
   * @param timeoutMs milliseconds
   * @returns whether it did
   */
  async killAt(index: number, failpoint: Failpoint, timeoutMs: number): Promise<boolean> {
    await this.ready(index);
    const child = this.#member(index).process as ChildProcess;
    const ended = once(child, 'exit', { signal: AbortSignal.timeout(timeoutMs) });
    this.#tell(child, { order: 'arm', failpoint });
    try {
      await ended;
      return true;
    } catch {
      this.#tell(child, { order: 'arm', failpoint: undefined });
      return false;
    }
  }

  /** Lets the disk of every server be full, or not; also of those that start meanwhile. */
  fillDisk(isFull: boolean): void {
    this.#isDiskFull = isFull;
    for (const { process: child } of this.#members) {
      if (child) this.#tell(child, { order: 'fill disk', isFull });
    }
  }

  /** Ends all of them in order: what is under way is finished. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    const running = this.#members.flatMap(({ process: child }) => (child ? [child] : []));
    await Promise.all(
      running.map(async (child) => {
        const ended = once(child, 'exit');
        this.#tell(child, { order: 'stop' });
        const killTimer = setTimeout(() => child.kill('SIGKILL'), 15_000);
        await ended;
        clearTimeout(killTimer);
      }),
    );
  }

  #member(index: number): ServerProcess {
    return this.#members[index] as ServerProcess;
  }

  #fork(index: number): void {
    const member = this.#member(index);
    const begun = performance.now();
    const child = this.#spawn(index);
    this.starts += 1;
    member.process = child;
    child.on('message', (report: Report) => {
      if ('ready' in report) {
        member.isReady = true;
        this.#startTimes.push(performance.now() - begun);
        if (this.#isDiskFull) this.#tell(child, { order: 'fill disk', isFull: true });
        this.#events.emit('ready');
      } else {
        this.sockets = report.sockets;
        this.peakRss = Math.max(this.peakRss, report.rss);
        this.peakSockets = Math.max(this.peakSockets, report.sockets);
      }
    });
    child.once('exit', () => {
      member.isReady = false;
      member.process = undefined;
      if (!this.#isStopping) this.#fork(index);
    });
  }

  #spawn(index: number, change: Partial<ServerSettings> = {}): ChildProcess {
    const settings = { ...this.#member(index).settings, ...change };
    const log = openSync(join(this.#logFolder, `server-${index}.log`), 'a');
    const child = fork(join(import.meta.dirname, 'server.ts'), {
      env: {
        PATH: process.env.PATH,
        CHAOS: JSON.stringify(settings),
        // Half of the time of a start, and there are many.
        NODE_COMPILE_CACHE: join(this.#logFolder, 'compiled'),
      },
      // Without the flags of `npm start` the memory says nothing.
      execArgv: ['--disable-warning=ExperimentalWarning', ...startFlags],
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    return child;
  }

  #tell(child: ChildProcess, order: Order): void {
    // It may have died this moment.
    if (child.connected) child.send(order, () => {});
  }
}
