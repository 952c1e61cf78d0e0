/** The PC window of Naver Pay and Toss Pay: a browser window of its own. */
{
  type DriverContext = import('./driver.ts').DriverContext;
  type DriverCallbacks = import('./driver.ts').DriverCallbacks;
  type WindowMessage = import('./driver.ts').WindowMessage;

  /** Nothing tells a page that a window it opened was closed. */
  const lookAgainAfter = 200;

  const isWindowMessage = (data: unknown): data is WindowMessage =>
    typeof data === 'object' && data !== null && 'sandbox' in data && data.sandbox === 'portone';

  window.__PORTONE__?.registerDriver('/drivers/popup.js', () => {
    let cleanUp = () => {};
    return {
      onAfterPrepare({ prepared, windowUrl }: DriverContext, callbacks: DriverCallbacks) {
        // Long after the click: whether a browser still lets it open is the browser's affair.
        const popup = window.open(windowUrl, 'imp-popup', 'popup,width=480,height=760');
        if (!popup) {
          callbacks.onTransactionFail('팝업이 차단되었습니다. 팝업 차단을 해제해 주세요.');
          return;
        }
        const listening = new AbortController();
        const watch = setInterval(() => {
          if (popup.closed) callbacks.onForceClose();
        }, lookAgainAfter);
        window.addEventListener(
          'message',
          ({ data, source }: MessageEvent) => {
            if (source !== popup || !isWindowMessage(data)) return;
            if (data.txId !== prepared.txId) return;
            if (data.kind === 'settled') callbacks.onTransactionOver(data.settlement);
            else if (data.kind === 'closed') callbacks.onForceClose();
            else callbacks.onVanish();
          },
          { signal: listening.signal },
        );
        cleanUp = () => {
          clearInterval(watch);
          listening.abort();
          popup.close();
        };
      },
      onBeforeCleanup() {
        cleanUp();
        cleanUp = () => {};
      },
    };
  });
}
