/**
 * Whether `Cross-Origin-Embedder-Policy` on the page keeps PortOne's frames from loading, which do not
 * send it. No script can read the header: a page says that it is isolated, and Chromium reports what
 * the header has blocked.
 */
export let areFramesBlocked = false;

/** Resolves once that is known. */
export const framesBlocked: Promise<void> = new Promise((resolve) => {
  const tell = () => {
    areFramesBlocked = true;
    resolve();
    console.error(
      '<portone-checkout> Cross-Origin-Embedder-Policy on this page blocks PortOne’s payment windows: ' +
        'its buyers cannot pay here, and are led to the server’s page.',
    );
  };
  const { crossOriginIsolated, ReportingObserver: Reports } = globalThis as Isolation;
  if (crossOriginIsolated) tell();
  else if (Reports) {
    const reports = new Reports(
      (blocked) => {
        // Chromium has no properties for the body's fields, and policies that only report send some, too.
        if (!JSON.stringify(blocked).includes('"enforce"')) return;
        reports.disconnect();
        tell();
      },
      { types: ['coep'], buffered: true },
    );
    reports.observe();
  }
});

type Isolation = {
  crossOriginIsolated?: boolean;
  ReportingObserver?: new (
    hear: (reports: unknown[]) => void,
    options: { types: string[]; buffered: boolean },
  ) => { observe(): void; disconnect(): void };
};
