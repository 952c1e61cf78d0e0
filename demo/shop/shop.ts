/** What the shop's own page adds to the element: its language, and a list of what the element says. */

const english = {
  title: 'Practice shop',
  intro:
    'A button opens a payment window that plays PortOne. No money moves; you choose whether the payment is approved, cancelled or declined.',
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

/** The fields that an event class of the element adds to those of every event. */
function detailsOf(event: Event): string {
  const details = Object.fromEntries(
    Object.entries(event).filter(([key, value]) => key !== 'isTrusted' && value !== undefined),
  );
  return Object.keys(details).length > 0 ? JSON.stringify(details) : '';
}
