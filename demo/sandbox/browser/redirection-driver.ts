/** The mobile window: the whole page becomes the window, and comes back at `redirectUrl`. */
window.__PORTONE__?.registerDriver('/drivers/redirection.js', () => ({
  onAfterPrepare({ windowUrl }) {
    location.href = windowUrl;
  },
  onBeforeCleanup() {},
}));
