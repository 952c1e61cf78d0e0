/** The window on a phone: the page goes to the window, which returns to `redirectUrl`. */
window.__PORTONE__?.registerDriver('/drivers/redirection.js', () => ({
  onAfterPrepare({ windowUrl }) {
    location.href = windowUrl;
  },
  onBeforeCleanup() {},
}));
