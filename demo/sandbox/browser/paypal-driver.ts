/** PayPal's buttons in the shop's own page, and the popup that they open. */
{
  type UiContext = import('./driver.ts').UiContext;
  type Prepared = import('./driver.ts').Prepared;

  /** Browsers have no event for a popup that was closed. */
  const POPUP_POLL_MS = 200;

  /**
   * Searches the document alone, as PortOne's script does: it finds nothing inside a shadow tree.
   */
  function findContainer(): HTMLElement {
    const all = document.querySelectorAll<HTMLElement>('.portone-ui-container');
    const marked = document.querySelectorAll<HTMLElement>(
      '.portone-ui-container[data-portone-ui-type="PAYPAL_SPB"]',
    );
    const found = marked.length > 0 ? marked : all;
    const [container] = found;
    if (!container) {
      throw new Error('"portone-ui-container" 클래스를 가진 요소를 찾을 수 없습니다.');
    }
    if (found.length > 1) {
      throw new Error('"portone-ui-container" 클래스를 가진 요소가 여러 개 있습니다.');
    }
    return container;
  }

  /** Sets style properties, not attributes: a strict Content-Security-Policy forbids those. */
  function createButton(): HTMLButtonElement {
    const element = document.createElement('button');
    element.type = 'button';
    element.textContent = 'PayPal · SANDBOX';
    Object.assign(element.style, {
      display: 'block',
      width: '100%',
      maxWidth: '750px',
      minWidth: '75px',
      minHeight: '48px',
      padding: '0 16px',
      border: '0',
      borderRadius: '8px',
      background: '#f3c04a',
      color: '#14213d',
      font: '600 16px/1.2 system-ui, sans-serif',
      cursor: 'pointer',
    });
    return element;
  }

  /** Passes the popup's result on; returns how to stop. */
  function watchPopup(popup: Window, prepared: Prepared, context: UiContext): () => void {
    const stop = () => {
      clearInterval(watch);
      stopListening();
    };
    const watch = setInterval(() => {
      if (!popup.closed) return;
      stop();
      context.onForceClose(prepared);
    }, POPUP_POLL_MS);
    const stopListening = context.listenToWindow(
      () => popup,
      prepared,
      (message) => {
        stop();
        popup.close();
        if (message.kind === 'settled') context.onSettled(message.settlement);
        else if (message.kind === 'closed') context.onForceClose(prepared);
      },
    );
    return stop;
  }

  window.__PORTONE__?.registerDriver('/drivers/paypal.js', () => {
    let cleanUp = () => {};
    return {
      onLoadUi(context: UiContext) {
        const container = findContainer();
        const buttons = document.createElement('div');
        buttons.id = 'ui-container-paypal-spb';
        const pay = createButton();
        let open: Window | null = null;
        let stopWatching = () => {};
        pay.addEventListener('click', () => {
          if (open && !open.closed) {
            open.focus();
            return;
          }
          // Within the click, so that no browser blocks it; its address follows.
          const popup = window.open('', '_blank', 'popup,width=480,height=760');
          if (!popup) {
            context.onFail(new Error('팝업이 차단되었습니다. 팝업 차단을 해제해 주세요.'));
            return;
          }
          open = popup;
          context.prepare().then(
            ({ prepared, windowUrl }) => {
              popup.location.href = windowUrl;
              stopWatching = watchPopup(popup, prepared, context);
            },
            (reason: unknown) => {
              popup.close();
              context.onFail(reason);
            },
          );
        });
        buttons.append(pay);
        container.append(buttons);
        cleanUp = () => {
          stopWatching();
          open?.close();
          buttons.remove();
        };
      },
      onBeforeCleanup() {
        cleanUp();
        cleanUp = () => {};
      },
    };
  });
}
