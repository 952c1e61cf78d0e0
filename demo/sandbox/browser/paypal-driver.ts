/** PayPal's buttons in the shop's own page, and the popup that they open. */
{
  type UiContext = import('./driver.ts').UiContext;
  type Prepared = import('./driver.ts').Prepared;

  const lookAgainAfter = 200;

  /** Only the document is searched, so that nothing inside a shadow tree is ever found. */
  function container(): HTMLElement {
    const all = document.querySelectorAll<HTMLElement>('.portone-ui-container');
    const marked = document.querySelectorAll<HTMLElement>(
      '.portone-ui-container[data-portone-ui-type="PAYPAL_SPB"]',
    );
    const found = marked.length > 0 ? marked : all;
    const [place] = found;
    if (!place) {
      throw new Error('"portone-ui-container" 클래스를 가진 요소를 찾을 수 없습니다.');
    }
    if (found.length > 1) {
      throw new Error('"portone-ui-container" 클래스를 가진 요소가 여러 개 있습니다.');
    }
    return place;
  }

  /** Style properties rather than attributes: a strict Content-Security-Policy allows only these. */
  function button(): HTMLButtonElement {
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

  function follow(popup: Window, prepared: Prepared, context: UiContext): () => void {
    const stop = () => {
      clearInterval(watch);
      stopListening();
    };
    const watch = setInterval(() => {
      if (!popup.closed) return;
      stop();
      context.onForceClose(prepared);
    }, lookAgainAfter);
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
        const place = container();
        const buttons = document.createElement('div');
        buttons.id = 'ui-container-paypal-spb';
        const pay = button();
        let open: Window | null = null;
        let stopFollowing = () => {};
        pay.addEventListener('click', () => {
          if (open && !open.closed) {
            open.focus();
            return;
          }
          // At once, within the click; it waits for its address.
          const popup = window.open('', '_blank', 'popup,width=480,height=760');
          if (!popup) {
            context.onFail(new Error('팝업이 차단되었습니다. 팝업 차단을 해제해 주세요.'));
            return;
          }
          open = popup;
          context.prepare().then(
            ({ prepared, windowUrl }) => {
              popup.location.href = windowUrl;
              stopFollowing = follow(popup, prepared, context);
            },
            (reason: unknown) => {
              popup.close();
              context.onFail(reason);
            },
          );
        });
        buttons.append(pay);
        place.append(buttons);
        cleanUp = () => {
          stopFollowing();
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
