/** The search's own script: finds addresses in the page, and tells the page around which is picked. */
{
  const { origin = '' } = document.body.dataset;
  const form = document.querySelector('form');
  const field = document.querySelector('input');
  const places = [...document.querySelectorAll<HTMLElement>('[data-place]')];
  const tell = (message: object) => parent.postMessage({ sandbox: 'postcode', ...message }, origin);

  const search = () => {
    const q = field?.value.trim() ?? '';
    for (const place of places) place.hidden = !place.textContent.includes(q);
    const found = places.filter(({ hidden }) => !hidden);
    tell({ kind: 'search', search: { q, count: found.length } });
    const { offsetWidth: width, offsetHeight: height } = document.documentElement;
    tell({ kind: 'resize', size: { width, height } });
  };

  form?.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  for (const place of places) {
    for (const button of place.querySelectorAll('button')) {
      button.addEventListener('click', () => {
        const picked = JSON.parse(place.dataset.place ?? '{}');
        const userSelectedType = button.value;
        const address = userSelectedType === 'R' ? picked.roadAddress : picked.jibunAddress;
        tell({ kind: 'complete', picked: { ...picked, userSelectedType, address } });
      });
    }
  }
  if (field?.value) search();
  field?.focus();
}
