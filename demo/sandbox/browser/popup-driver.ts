/** The window of Naver Pay and Toss Pay on a PC: a browser window of its own. */
{
  type DriverContext = import('./driver.ts').DriverContext;
  type DriverCallbacks = import('./driver.ts').DriverCallbacks;

  /** Browsers have no event for a popup that was closed. */
  const POPUP_POLL_MS = 200;

  window.__PORTONE__?.registerDriver('/drivers/popup.js', () => {
    let cleanUp = () => {};
    return {
      onAfterPrepare(
        { prepared, windowUrl, listenToWindow }: DriverContext,
        callbacks: DriverCallbacks,
      ) {
        // This is long after the click, so a browser may block the popup.
        const popup = window.open(windowUrl, 'imp-popup', 'popup,width=480,height=760');
        if (!popup) {
          callbacks.onTransactionFail('팝업이 차단되었습니다. 팝업 차단을 해제해 주세요.');
          return;
        }
        const watch = setInterval(() => {
          if (popup.closed) callbacks.onForceClose();
        }, POPUP_POLL_MS);
        const stopListening = listenToWindow(
          () => popup,
          prepared,
          (message) => {
            if (message.kind === 'settled') callbacks.onTransactionOver(message.settlement);
            else if (message.kind === 'closed') callbacks.onForceClose();
            else callbacks.onVanish();
          },
        );
        cleanUp = () => {
          clearInterval(watch);
          stopListening();
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
