/**
 * What the element is compared with: a page written by hand for one item, without any
 * framework. It makes the same two requests, one after the other, and shows the same card.
 */

/** Fetches the item, shows it, and loads PortOne's script. */
export const handWrittenScript = `
const { item, checkout } = await (await fetch(new URL('/api/items/shoes', import.meta.url))).json();
const price = new Intl.NumberFormat('ko', { style: 'currency', currency: item.currency });
document.querySelector('#name').textContent = item.name;
document.querySelector('#price').textContent = price.format(item.price);
const button = document.querySelector('#pay');
button.textContent = '결제하기';
button.disabled = false;
button.addEventListener('click', () => PortOne.requestPayment({ storeId: checkout.storeId }));
const script = document.createElement('script');
script.src = checkout.sdkUrl;
document.head.append(script);
`;

/** @param script where the above is served */
export function handWrittenPage(script: string, hint = ''): string {
  return `<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>신발가게</title>
    <style>
      .card { display: grid; gap: 16px; max-inline-size: 27rem; padding: 20px; border: 1px solid #ddd; border-radius: 16px; box-shadow: 0 8px 24px rgb(16 24 40 / 7%); font: 14px / 1.5 system-ui, sans-serif; }
      .item { display: flex; gap: 16px; min-block-size: 112px; }
      .media { flex: none; inline-size: 112px; block-size: 112px; border-radius: 10px; background: #eee; }
      .facts { display: flex; flex-direction: column; }
      p { margin: 0; }
      #name { font-size: 17px; font-weight: 600; }
      #price { margin-block-start: auto; font-size: 20px; font-weight: 700; }
      #pay { min-block-size: 52px; border: 0; border-radius: 12px; background: #2c5ff0; color: #fff; font: inherit; font-size: 16px; font-weight: 600; }
      .note { min-block-size: 42px; color: #666; font-size: 13px; text-align: center; }
    </style>
    ${hint}
    <script type="module" src="${script}"></script>
  </head>
  <body>
    <div class="card">
      <div class="item">
        <div class="media"></div>
        <div class="facts"><p id="name"></p><p id="price"></p></div>
      </div>
      <button id="pay" type="button" disabled></button>
      <p class="note">결제는 포트원을 통해 안전하게 처리돼요.</p>
    </div>
  </body>
</html>`;
}
