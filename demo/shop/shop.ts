/** The shop page's own script: its language, and a list of the element's events. */

const english = {
  title: 'Practice shop',
  intro:
    'A button opens a payment window that plays PortOne. No money moves; you choose whether the payment is approved, cancelled or declined.',
  inspect: 'See payments and webhooks in the PortOne sandbox',
  mails: 'See the mail that was sent',
  builder: 'Make a pay button',
  gallery: 'Gallery of all states',
  hosted: 'A payment page to sell by link',
  overlay: 'Windows over the page',
  overlayHint: 'Cards by Toss Payments, and KakaoPay. A phone goes to the payment page instead.',
  sale: 'Choose, fill in, receive',
  saleHint:
    'Options and an address, a ticket, a donation, a download, and a mug of which three are left. A payment sends messages and mail; the mail is in the sandbox’s mailbox.',
  windows: 'Popups and buttons',
  windowsHint: 'Naver Pay and Toss Pay open a window of their own; PayPal brings its own button.',
  buyer: 'Buyers and gateways’ rules',
  buyerHint: 'KG Inicis asks who is buying; a phone bill has to know what kind of thing is sold.',
  slow: 'Payments that take their time',
  slowHint:
    'A virtual account waits for its deposit, approval by hand for the shop’s server. You can make the deposit in the PortOne sandbox.',
  events: 'Events',
  eventsHint: 'What the element tells this page.',
};

const lang = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'ko';
document.documentElement.lang = lang;
if (lang === 'en') {
  for (const place of document.querySelectorAll<HTMLElement>('[data-text]')) {
    place.textContent = english[place.dataset.text as keyof typeof english];
  }
}
// The other pages open in the same language.
for (const link of document.querySelectorAll<HTMLAnchorElement>('.inspect a')) {
  const address = new URL(link.href);
  address.searchParams.set('lang', lang);
  link.href = address.href;
}
document.querySelector(`nav a[lang=${lang}]`)?.setAttribute('aria-current', 'true');

const log = document.querySelector('#log');
for (const name of ['start', 'paid', 'issued', 'pending', 'cancelled', 'failed']) {
  document.addEventListener(`portone-checkout-${name}`, (event) => {
    const item = (event.target as HTMLElement).getAttribute('item-id');
    const line = document.createElement('li');
    line.textContent = `${item}  portone-checkout-${name}  ${detailsOf(event)}`;
    log?.prepend(line);
  });
}

/** The fields that the element's event classes add to `Event`. */
function detailsOf(event: Event): string {
  const details = Object.fromEntries(
    Object.entries(event).filter(([key, value]) => key !== 'isTrusted' && value !== undefined),
  );
  return Object.keys(details).length > 0 ? JSON.stringify(details) : '';
}
