import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Builder, Capabilities, type WebDriver } from 'selenium-webdriver';
import { waitForServer } from 'selenium-webdriver/http/util.js';
import { freePort } from '../server/free-port.ts';
import { findWebKit } from './engines.ts';
import { BROWSER_HANG_MS } from './open-chromium.ts';

export type WebKitSession = { driver: WebDriver; version: string; stop(): Promise<void> };

export type WebKitOptions = {
  /** Of another device than this one. */
  userAgent?: string | undefined;
  /** Whether going to a page ends when all of it has loaded, which may be never. */
  pageLoadStrategy: 'normal' | 'none';
};

/**
 * Starts WebKit, in a window on a screen of its own.
 *
 * @throws Error where WebKit is not installed
 */
export async function startWebKit({
  userAgent,
  pageLoadStrategy,
}: WebKitOptions): Promise<WebKitSession> {
  const paths = await findWebKit();
  if (!paths) throw new Error('WebKit is not installed');
  const port = await freePort();
  // A group of processes: xvfb-run starts a screen and the driver, the driver the browser.
  const server = spawn(paths.xvfbRun, ['-a', paths.driver, `--port=${port}`], {
    detached: true,
    stdio: 'ignore',
    // What `navigator.language` says; without it, "C".
    env: { ...process.env, LANG: 'en_US.UTF-8', LANGUAGE: 'en_US' },
  });
  const end = () => endGroup(server);
  const interrupted = (signal: NodeJS.Signals) => {
    end();
    process.kill(process.pid, signal);
  };
  // A group of its own does not hear a Ctrl-C.
  process.once('exit', end).once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const url = `http://127.0.0.1:${port}`;
    await waitForServer(url, BROWSER_HANG_MS, once(server, 'exit'));
    const driver = await new Builder()
      .usingServer(url)
      .withCapabilities(
        new Capabilities({
          browserName: 'MiniBrowser',
          pageLoadStrategy,
          'webkitgtk:browserOptions': {
            binary: paths.miniBrowser,
            args: ['--automation', ...(userAgent ? [`--user-agent=${userAgent}`] : [])],
          },
        }),
      )
      .build();
    const version = (await driver.getCapabilities()).getBrowserVersion() ?? '';
    return {
      driver,
      version,
      async stop() {
        process.off('exit', end).off('SIGINT', interrupted).off('SIGTERM', interrupted);
        await driver.quit().catch(() => {});
        end();
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
