/**
 * Every block of the documents, with what proves that it does what its document says. Those that
 * need little are proved here; the others where what they need is.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { parseCatalog } from '../../bff/catalog/parse-catalog.ts';
import { databaseDialect } from '../../bff/database/dialects.ts';
import { openStore } from '../../bff/database/open-store.ts';
import { readElementFiles } from '../../bff/http/element-files.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { parseSettings } from '../chaos/settings.ts';
import {
  blocksOf,
  type DocumentBlock,
  documentBlock,
  documents,
  readDocument,
} from '../support/pages/document-blocks.ts';
import { writeApplication } from '../support/server/application.ts';
import { type Checkout, paymentRequest, startCheckout } from '../support/server/checkout-server.ts';

const root = resolve(import.meta.dirname, '../..');

const storeId = 'store-11111111-2222-3333-4444-555555555555';
const channelKey = 'channel-key-66666666-7777-8888-9999-000000000000';

/** The server with the catalog of docs/catalog.md. */
let checkout: Checkout;
before(async () => {
  checkout = await startCheckout({
    element: readElementFiles(resolve(root, 'dist')),
    catalog: documentBlock('docs/catalog.md', 'The catalog'),
    storeId,
    sandboxChannels: [{ key: channelKey, name: 'test', pgProvider: 'KAKAOPAY', type: 'TEST' }],
  });
});
after(() => checkout?.stop());

/** A stand-in for curl that does what this needs of it, since not every machine has one. */
const { folder, remove } = writeApplication({
  'curl.mjs': `
    import { parseArgs } from 'node:util';
    const options = { header: { type: 'string', short: 'H', multiple: true }, data: { type: 'string', short: 'd' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const headers = (values.header ?? []).map((header) => header.split(': '));
    const body = values.data;
    const answer = await fetch(positionals[0], { headers, ...(body && { method: 'POST', body }) });
    process.stdout.write(await answer.text());`,
});
after(remove);

/** Rejects where a block does not do what its document says. */
type Proof = (block: DocumentBlock) => void | Promise<void>;

const pages = by('test/docs/pages.test.ts');
const fulfilment = by('test/docs/fulfilment.test.ts');
const hosting = by('test/docs/hosting.test.ts');
const operations = by('test/docs/operations.test.ts');
const policies = by('test/e2e/csp.test.ts');
const thePackage = by('test/package/documents.test.ts');

/** Blocks of the documents on platforms, whose Korean one has the same. */
const platformProofs: Record<string, Proof[]> = {
  'Next.js': [triedBlock],
  Nuxt: [triedBlock],
  Solid: [triedBlock],
  Astro: [triedBlock],
  VitePress: [triedBlock],
  Hugo: [triedBlock],
};

/** By document and section: what proves each block there, in order. */
const proofs: Record<string, Record<string, Proof[]>> = {
  'CONTRIBUTING.md': { 'Set up': [commands] },
  'README.md': {
    'Try it': [commands, commands],
    'The smallest page': [pages, pages],
  },
  'README.ko.md': {
    '바로 써 보기': [commands, commands],
    '가장 작은 페이지': [pages, pages],
  },
  'docs/catalog.ko.md': { 카탈로그: [catalog] },
  'docs/catalog.md': { 'The catalog': [catalog] },
  'docs/chaos.md': { Chaos: [commands] },
  'docs/cms.ko.md': { 코드: [pages] },
  'docs/cms.md': { Code: [pages] },
  'docs/csp.md': {
    Addresses: [policies],
    Nonce: [policies, policies],
    'Trusted Types': [policies, policies],
    Integrity: [elementVersion, policies],
  },
  'docs/decisions/0006-hold-never-refund.md': { Consequences: [query] },
  'docs/developers.md': {
    'Install the package': [thePackage, thePackage, thePackage],
    'Another tag name': [thePackage],
    'A page that only thanks': [thePackage],
    'Events, methods, types': [thePackage],
    'React 19': [thePackage, thePackage],
    Preact: [thePackage],
    Vue: [thePackage, thePackage],
    Svelte: [thePackage],
    Angular: [thePackage],
    'The server in yours': Array(8).fill(thePackage),
  },
  'docs/element.ko.md': {
    엘리먼트: [pages, pages],
    '스크립트 버전 고정하기': [elementVersion, pages],
  },
  'docs/element.md': {
    'The element': [pages, pages],
    'Pinning the script': [elementVersion, pages],
  },
  'docs/failures.md': { 'A code that is missing': [unlistedCode] },
  'docs/fulfilment.md': {
    Fulfilment: [fulfilment],
    'A receiver': [fulfilment, fulfilment],
    'A Google sheet': [fulfilment],
  },
  'docs/fulfilment.ko.md': {
    '상품 제공': [asIn('docs/fulfilment.md')],
    '수신 서버': Array(2).fill(asIn('docs/fulfilment.md')),
    '구글 시트': [asIn('docs/fulfilment.md')],
  },
  'docs/hosting.ko.md': {
    '1. 설치 (4분)': Array(2).fill(hosting),
    '4. 시작 (1분)': Array(2).fill(hosting),
    '6. 첫 테스트 결제 (1분)': Array(2).fill(hosting),
    '서버 한 대에 상점 여럿': Array(2).fill(hosting),
    백업: Array(3).fill(hosting),
    '키우기: SQLite에서 PostgreSQL로': Array(1).fill(hosting),
  },
  'docs/hosting.md': {
    '1. Install (4 minutes)': Array(2).fill(hosting),
    '4. Start (1 minute)': Array(2).fill(hosting),
    '6. First test payment (1 minute)': Array(2).fill(hosting),
    'Several shops on one machine': Array(2).fill(hosting),
    Backups: Array(3).fill(hosting),
    'Growing: from SQLite to PostgreSQL': Array(1).fill(hosting),
  },
  'docs/http.ko.md': { 'HTTP API': [order] },
  'docs/http.md': { 'The HTTP API': [order] },
  'docs/languages.md': { 'Words of your own': [pages, pages] },
  'docs/operations.ko.md': {
    프록시: [asIn('docs/operations.md')],
    'orders 명령': Array(2).fill(asIn('docs/operations.md')),
    '전달을 포기한 메시지': [asIn('docs/operations.md')],
    백업: Array(4).fill(asIn('docs/operations.md')),
    경보: [asIn('docs/operations.md')],
  },
  'docs/operations.md': {
    Proxies: [operations],
    'The orders command': [operations, operations],
    'Events that were given up': [operations],
    Backups: Array(4).fill(operations),
    Alerts: [operations],
  },
  'docs/platforms.ko.md': platformProofs,
  'docs/platforms.md': platformProofs,
  'docs/settings.ko.md': { 실행: [operations] },
  'docs/settings.md': { Start: [operations] },
  'docs/speed.md': { 'The pay button': [pages] },
};

test('every block of the documents is listed here', () => {
  const listed = Object.entries(proofs).flatMap(([document, sections]) =>
    Object.entries(sections).flatMap(([section, { length }]) =>
      Array.from({ length }, (_, index) => `${document}, ${section}, ${index + 1}`),
    ),
  );
  const written = documents.flatMap(blocksOf).map(placeOf);
  assert.deepEqual(listed.toSorted(), written.toSorted());
});

for (const block of documents.flatMap(blocksOf)) {
  const proof = proofs[block.document]?.[block.section]?.[block.index - 1];
  if (proof) test(`does what it says: ${placeOf(block)}`, () => proof(block));
}

function placeOf({ document, section, index }: DocumentBlock): string {
  return `${document}, ${section}, ${index}`;
}

/** Proved by another file, which therefore names document and section. */
function by(file: string): Proof {
  return ({ document, section }) => {
    const source = readFileSync(resolve(root, file), 'utf8');
    assert.ok(source.includes(`'${document}', '${section}'`), `${file} reads it`);
  };
}

/** The same as a block of another document, which is proved there. */
function asIn(document: string): Proof {
  return ({ text }) => assert.ok(blocksOf(document).some((other) => other.text === text));
}

/**
 * Proved by the test of the platform, or by hand on the day and with the version that the table gives; and
 * the same in Korean.
 */
function triedBlock({ section, index, text }: DocumentBlock): void {
  const document = 'docs/platforms.md';
  assert.equal(text, documentBlock(document, section, index));
  const row = readDocument(document).match(new RegExp(`^\\| ${section} \\|.*$`, 'm'))?.[0] ?? '';
  assert.match(row, /\| (each release|by hand).* \| .*\d\.\d.* \| 20\d\d-\d\d-\d\d \|$/);
}

/** A catalog that the server starts with. */
function catalog({ text }: DocumentBlock): void {
  const { items, methods } = parseCatalog(text);
  assert.deepEqual([items.size, methods.size], [1, 1]);
}

/** Commands of npm's: what they run is there, and takes the options that are given. */
function commands({ text }: DocumentBlock): void {
  const all = text.split('\n').flatMap((line) => line.replace(/#.*/, '').split('&&'));
  for (const command of all.map((each) => each.trim()).filter((each) => each !== '')) {
    const [, verb = '', script, options = ''] =
      /^npm (ci|test|start|run (?:--silent )?(\S+))(?: -- (.*))?$/.exec(command) ?? [];
    assert.notEqual(verb, '', command);
    if (verb !== 'ci') assert.ok((script ?? verb) in packageFile.scripts, command);
    const given = options.split(' ').filter((option) => option !== '');
    if (script === 'chaos' && !given.includes('--help')) parseSettings(given);
  }
}

/** What the server answers to a command that stands behind `$`, and what the document says it does. */
async function answerOf(text: string): Promise<{ answer: string; shown: string }> {
  const [, command = '', shown = ''] = /^\$ (curl .*?)\n(.*)$/s.exec(text) ?? [];
  const here = command.replace(/https?:\/\/[^/]+/, checkout.url);
  const shell = `curl() { "$NODE" "$CURL" "$@"; }; ${here}`;
  const env = { NODE: process.execPath, CURL: resolve(folder, 'curl.mjs') };
  const { stdout } = await promisify(execFile)('sh', ['-c', shell], { env });
  return { answer: stdout, shown };
}

/** The answer that is shown is the genuine one, but for what is another one each time. */
async function order({ text }: DocumentBlock): Promise<void> {
  const { answer, shown } = await answerOf(text);
  const [genuine, documented] = [answer, shown].map((json) => {
    const { paymentId, expiresAt, ...rest } = JSON.parse(json);
    assert.match(paymentId, /^[a-z0-9]{25}$/);
    assert.match(expiresAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    return rest;
  });
  assert.deepEqual(documented, genuine);
}

/** Names and addresses of the element's version, in the form that the server gives them. */
async function elementVersion({ language, text }: DocumentBlock): Promise<void> {
  const { answer, shown } =
    language === 'json'
      ? { answer: await (await fetch(`${checkout.url}/portone-checkout.json`)).text(), shown: text }
      : await answerOf(text);
  const form = (json: string) =>
    json
      .replaceAll(/\s/g, '')
      .replaceAll(/sha384-[^"]+/g, 'sha384-…')
      .replaceAll(/(?<=[.=])[0-9a-f]{6,16}(?=[."])/g, (hex) => `${hex.length}-digits`);
  assert.deepEqual(JSON.parse(form(shown)), JSON.parse(form(answer)));
}

/** A query on the tables as they are. */
async function query({ text }: DocumentBlock): Promise<void> {
  const { folder: place, remove: removePlace } = writeApplication({});
  const file = resolve(place, 'checkout.db');
  const store = await openStore(databaseDialect(`sqlite:${file}`), { sendsEvents: true });
  await store.close();
  const database = new DatabaseSync(file);
  assert.deepEqual(database.prepare(text).all(), []);
  database.close();
  removePlace();
}

/** The line of the log about a failure of a code that the table lacks, the third time. */
async function unlistedCode({ text }: DocumentBlock): Promise<void> {
  const shown = JSON.parse(text);
  for (let seen = 0; seen < shown.seen; seen += 1) {
    const placed = await checkout.order();
    const request = paymentRequest(placed, { storeId, channelKey });
    await checkout.sandbox.pay(request, { result: 'fail', pgCode: shown.pgCode });
    await checkout.complete({ paymentId: placed.paymentId });
  }
  const logged = checkout.logged.find(({ msg, seen }) => msg === shown.msg && seen === shown.seen);
  assert.deepEqual({ ...logged, ...shown }, logged);
}
