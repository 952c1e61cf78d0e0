/**
 * The payment window's own script. The window works without it where the page was left for it; in
 * a frame or a popup it tells the page how the window ended.
 */
{
  const { message, pageOrigin } = document.body.dataset;

  if (message) {
    // To the page that asked for the window and to no other; a page without an origin cannot be named.
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
