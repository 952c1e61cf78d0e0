/** The window on a PC: an overlay over the page, with the payment window in a frame. */
{
  type DriverContext = import('./driver.ts').DriverContext;
  type DriverCallbacks = import('./driver.ts').DriverCallbacks;

  /** Sets style properties, not attributes: a strict Content-Security-Policy forbids those. */
  function overlay({ request, windowUrl }: DriverContext): [HTMLDivElement, HTMLIFrameElement] {
    const wrapper = document.createElement('div');
    wrapper.id = 'imp-iframe-wrapper';
    wrapper.setAttribute('role', 'dialog');
    wrapper.setAttribute('aria-modal', 'true');
    wrapper.setAttribute('aria-label', 'SANDBOX 결제 · payment');
    Object.assign(wrapper.style, {
      position: 'fixed',
      inset: '0',
      zIndex: '99999',
      display: 'grid',
      placeItems: 'center',
      background: request.iframe?.dim === false ? 'transparent' : 'rgb(10 16 28 / 0.6)',
    });
    const frame = document.createElement('iframe');
    frame.id = 'imp-iframe';
    frame.title = 'SANDBOX 결제창 · payment window';
    frame.src = windowUrl;
    Object.assign(frame.style, {
      width: 'min(100%, 27rem)',
      height: 'min(100%, 46rem)',
      border: '0',
      borderRadius: '1rem',
      boxShadow: '0 1.5rem 4rem rgb(10 16 28 / 0.45)',
    });
    wrapper.append(frame);
    return [wrapper, frame];
  }

  window.__PORTONE__?.registerDriver('/drivers/iframe.js', () => {
    let cleanUp = () => {};
    return {
      onAfterPrepare(context: DriverContext, callbacks: DriverCallbacks) {
        const [wrapper, frame] = overlay(context);
        const previousFocus = document.activeElement;
        const releaseScroll = context.lockScroll();
        const listening = new AbortController();
        const { signal } = listening;

        const stopListening = context.listenToWindow(
          () => frame.contentWindow,
          context.prepared,
          (message) => {
            if (message.kind === 'settled') callbacks.onTransactionOver(message.settlement);
            else if (message.kind === 'closed') callbacks.onForceClose();
            else callbacks.onVanish();
          },
        );
        const onKey = (event: KeyboardEvent) => {
          if (event.key === 'Escape') callbacks.onForceClose();
        };
        document.addEventListener('keydown', onKey, { signal });
        frame.addEventListener('load', () => frame.focus(), { signal });

        cleanUp = () => {
          stopListening();
          listening.abort();
          releaseScroll();
          wrapper.remove();
          if (previousFocus instanceof HTMLElement) previousFocus.focus();
        };
        document.body.append(wrapper);
      },
      onBeforeCleanup() {
        cleanUp();
        cleanUp = () => {};
      },
    };
  });
}
