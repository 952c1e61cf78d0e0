import { hostsOf, isVisible, type PagePayment, page } from './page.ts';

/** How long an element that takes a return may stay hidden: in a dialog, on another tab of the page. */
const PATIENCE_MS = 60_000;

/**
 * Brings the element that shows a payment which came back to the page before the buyer's eyes, once:
 * the first that is visible, or the first that becomes so. The focus stays where it is.
 */
export function bringIntoView(payment: PagePayment, key: string): void {
  if (!payment.isArriving) return;
  const sizes = new ResizeObserver(look);
  const timer = setTimeout(stop, PATIENCE_MS);
  page.news.addEventListener('change', look);
  look();

  function look(): void {
    if (!payment.isArriving || page.payments[key] !== payment) {
      stop();
      return;
    }
    const hosts = hostsOf(key);
    for (const { element } of hosts) sizes.observe(element);
    const first = hosts.find(isVisible);
    if (!first || payment.state.name === 'confirming') return;
    payment.isArriving = false;
    stop();
    requestAnimationFrame(() => first.element.scrollIntoView({ block: 'nearest' }));
  }

  function stop(): void {
    clearTimeout(timer);
    sizes.disconnect();
    page.news.removeEventListener('change', look);
  }
}
