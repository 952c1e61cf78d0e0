import { expect } from '@open-wc/testing';
import { askPostcode } from '../../../component/checkout/postcode-frame.ts';
import { waitUntil } from '../support/wait-until.ts';

/** What is on its way comes, on however busy a machine. */
const patient = { total: 60_000, loaded: 60_000 };

/** A server whose page for addresses says this as it is opened, and then what it is told to say. */
function server(tells: unknown[], page = '../support/postcode-page.html'): string {
  const address = new URL(page, import.meta.url);
  address.searchParams.set('tells', JSON.stringify(tells));
  // What the function appends to a server's address becomes a part of this query.
  return `${address.href}&path=`;
}

const size = { height: 400 };
const jeju = { zipcode: '63309', address: '제주특별자치도 제주시 첨단로 242 (영평동)' };

let place: HTMLElement;
let closed: AbortController;
beforeEach(() => {
  closed = new AbortController();
  place = document.createElement('div');
  place.setAttribute('aria-label', '주소 검색');
  document.body.append(place);
});
afterEach(() => {
  closed.abort();
  place.remove();
});

const ask = (at: string, limits = patient, lang = 'ko') =>
  askPostcode(place, at, lang, closed.signal, limits);

const frame = () => place.querySelector('iframe');
/** The page in the frame says something. */
const say = (message: unknown) => frame()?.contentWindow?.postMessage(message, location.origin);
const isThere = () => waitUntil(() => frame()?.height === '400');

/** The next message that this page is sent and that fits, once it has been handed to all who listen. */
const heard = (fits: (event: MessageEvent) => boolean) =>
  new Promise<MessageEvent>((resolve) => {
    const hear = (event: MessageEvent) => {
      if (!fits(event)) return;
      removeEventListener('message', hear);
      resolve(event);
    };
    addEventListener('message', hear);
  });

describe('askPostcode', () => {
  it('answers with what is picked, and leaves nothing behind', async () => {
    const asked = ask(server([size]));
    await isThere();
    say(jeju);
    expect(await asked).to.deep.equal(jeju);
    expect(place.childElementCount).to.equal(0);
  });

  it('is a named frame with the focus, and tells the server which page in which language asks', async () => {
    const asked = ask(server([size]), patient, 'ja');
    expect(frame()?.title).to.equal('주소 검색');
    expect(document.activeElement === frame()).to.equal(true);
    expect(frame()?.className).to.equal('postcode');
    const src = new URL(frame()?.src ?? '');
    expect(src.searchParams.get('path')).to.equal('/postcode?lang=ja');
    expect(src.searchParams.get('origin')).to.equal(location.origin);
    closed.abort();
    await asked;
  });

  it('is as high as the search says, within bounds', async () => {
    const asked = ask(server([size]));
    await isThere();
    say({ height: 1e9 });
    await waitUntil(() => frame()?.height === '2000');
    say({ height: 612 });
    await waitUntil(() => frame()?.height === '612');
    closed.abort();
    expect(await asked).to.equal(undefined);
  });

  it('ends with the signal', async () => {
    const asked = ask(server([size]));
    await isThere();
    closed.abort();
    expect(await asked).to.equal(undefined);
    expect(place.childElementCount).to.equal(0);
  });

  it('does not begin for a signal that is aborted already', async () => {
    closed.abort();
    expect(await ask(server([size]))).to.equal(undefined);
    expect(place.childElementCount).to.equal(0);
  });

  it('ends at once where the search says that it cannot be had', async () => {
    expect(await ask(server([{ failed: true }]))).to.equal(undefined);
    expect(place.childElementCount).to.equal(0);
  });

  it('ends at its limit where no answer comes', async () => {
    const never = new URL('/slow-script.js?path=', location.href).href;
    expect(await ask(never, { ...patient, total: 20 })).to.equal(undefined);
    expect(place.childElementCount).to.equal(0);
  });

  it('ends soon after a page that says nothing, as one that the browser refuses', async () => {
    expect(await ask(server([]), { ...patient, loaded: 20 })).to.equal(undefined);
    expect(place.childElementCount).to.equal(0);
  });

  it('has no limit once the search is there', async () => {
    const asked = ask(server([size]), { total: 60_000, loaded: 0 });
    await isThere();
    // The page's `load` and all that follows from it are over before the later one's.
    const later = document.createElement('iframe');
    later.src = server([size]);
    const loaded = new Promise((resolve) => later.addEventListener('load', resolve));
    place.append(later);
    await loaded;
    say(jeju);
    expect(await asked).to.deep.equal(jeju);
    later.remove();
  });

  for (const [title, picked] of [
    ['a postcode of six digits', { ...jeju, zipcode: '690756' }],
    ['a postcode with more around it', { ...jeju, zipcode: ' 63309' }],
    ['a postcode of another line', { ...jeju, zipcode: '63309\n' }],
    ['a number', { ...jeju, zipcode: 63309 }],
    ['a list', { ...jeju, zipcode: ['63309'] }],
    ['no postcode', { address: jeju.address }],
    ['no address', { zipcode: jeju.zipcode }],
    ['an address that is no text', { ...jeju, address: { length: 3 } }],
    ['an empty address', { ...jeju, address: '' }],
    ['an address of two lines', { ...jeju, address: '제주\n첨단로' }],
    ['an address that is too long', { ...jeju, address: '가'.repeat(201) }],
    ['nothing', null],
    ['a text', '63309'],
  ] as const) {
    it(`takes ${title} for no address`, async () => {
      const asked = ask(server([size]));
      await isThere();
      say(picked);
      expect(await asked).to.equal(undefined);
    });
  }

  it('takes of an address nothing but its two texts', async () => {
    const asked = ask(server([size]));
    await isThere();
    say({ ...jeju, isPaid: true });
    expect(await asked).to.deep.equal(jeju);
  });

  it('[S13] a message of another window or origin while an address is searched: of the page itself', async () => {
    const asked = ask(server([size]));
    await isThere();
    const own = heard(({ source }) => source === window);
    window.postMessage({ zipcode: '00000', address: 'evil' }, location.origin);
    await own;
    say(jeju);
    expect(await asked).to.deep.equal(jeju);
  });

  it('[S13] a message of another window or origin while an address is searched: of another frame of the server', async () => {
    const asked = ask(server([size]));
    await isThere();
    const other = document.createElement('iframe');
    other.src = `${server([{ zipcode: '00000', address: 'evil' }])}&origin=${location.origin}`;
    const evil = heard(({ data }) => data.address === 'evil');
    document.body.append(other);
    await evil;
    other.remove();
    say(jeju);
    expect(await asked).to.deep.equal(jeju);
  });

  it('[S13] a message of another window or origin while an address is searched: of another page in the frame', async () => {
    const asked = ask(server([size]));
    await isThere();
    const evil = heard(({ data }) => data.address === 'evil');
    say({
      goTo: 'data:text/html,<script>parent.postMessage({ zipcode: "00000", address: "evil" }, "*")</script>',
    });
    const { origin, source } = await evil;
    expect(origin).to.equal('null');
    expect(source).to.equal(frame()?.contentWindow);
    closed.abort();
    expect(await asked).to.equal(undefined);
  });
});
