import { languageOf, localeOf } from '../i18n/locale.ts';
import { messages } from '../i18n/messages.ts';
import type { PaymentResult } from '../state/payment-result.ts';
import { messageLineOf } from '../views/status.ts';
import { hostsOf, type PagePayment, page } from './page.ts';
import { pageStarted } from './page-start.ts';
import { resultEvent } from './result-event.ts';

/** Tells the page of a result, once: at the element that was pressed, else at one that shows it. */
export function announce(
  payment: PagePayment,
  key: string,
  result: PaymentResult,
  pressed: HTMLElement | undefined,
): void {
  const dispatch = () => {
    const [shown] = hostsOf(key);
    const host = [...page.hosts].find(({ element }) => element === pressed) ?? shown;
    const message = host?.messageOf(result) ?? messageOf(result);
    const event = resultEvent(result, message, payment.isHere);
    (host?.element ?? document).dispatchEvent(event);
  };
  if (pressed?.isConnected || hostsOf(key).length > 0) {
    dispatch();
    return;
  }
  let isTold = false;
  const tell = () => {
    page.news.removeEventListener('change', look);
    if (!isTold) dispatch();
    isTold = true;
  };
  const look = () => {
    if (hostsOf(key).length > 0) tell();
  };
  page.news.addEventListener('change', look);
  void pageStarted.then(tell);
}

/** For a page without an element: in the page's language. */
function messageOf(result: PaymentResult): string {
  return messageLineOf(result, messages[languageOf(localeOf(document.documentElement))]);
}
