/**
 * The payment window's own script. In a frame or a popup it sends the result to the page; a window
 * to which the page was redirected works without it.
 */
{
  const { message, pageOrigin } = document.body.dataset;

  if (message) {
    // Only the page that asked for the window may get the result. An opaque origin cannot be named.
    const target = !pageOrigin || pageOrigin === 'null' ? '*' : pageOrigin;
    const page: Window = window.opener ?? window.parent;
    page.postMessage(JSON.parse(message), target);
  } else {
    document.querySelector<HTMLElement>('h1')?.focus();
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      document.querySelector<HTMLButtonElement>('button[data-outcome="cancel"]')?.click();
    });
  }
}
