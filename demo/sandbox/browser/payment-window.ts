/**
 * The payment window's own script. In a frame or a popup it sends the result to the page. A window
 * to which the page was redirected works without it; where the way back is a form, it sends that.
 */
{
  const { message, pageOrigin } = document.body.dataset;
  const wayBack = document.querySelector<HTMLFormElement>('form[data-way-back]');

  if (message) {
    // Only the page that asked for the window may get the result. An opaque origin cannot be named.
    const target = !pageOrigin || pageOrigin === 'null' ? '*' : pageOrigin;
    const page: Window = window.opener ?? window.parent;
    page.postMessage(JSON.parse(message), target);
  } else if (wayBack) {
    wayBack.submit();
  } else {
    document.querySelector<HTMLElement>('h1')?.focus();
    document.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      document.querySelector<HTMLButtonElement>('button[data-outcome="cancel"]')?.click();
    });
  }
}
