import type { BrowserLauncher } from '@web/test-runner-core';
import { startWebKit, type WebKitSession } from './webkit-session.ts';

/** Runs the element's tests in WebKit: one file after the other, in the one window that it has. */
export function webKitLauncher(): BrowserLauncher {
  let session: Promise<WebKitSession> | undefined;
  let current: string | undefined;
  const driver = async () => {
    // Tests load scripts that never come.
    session ??= startWebKit({ pageLoadStrategy: 'none' });
    return (await session).driver;
  };

  return {
    name: 'WebKit',
    type: 'webdriver',
    concurrency: 1,
    async startSession(sessionId, url) {
      current = sessionId;
      await (await driver()).get(url);
    },
    isActive: (sessionId) => sessionId === current,
    getBrowserUrl: async () => (await driver()).getCurrentUrl(),
    async stopSession() {
      current = undefined;
      // Ends whatever the page still does.
      await (await driver()).get('about:blank');
      return {};
    },
    startDebugSession() {
      throw new Error('Tests are debugged in Chromium');
    },
    stop: async () => (await session)?.stop(),
  };
}
