import type { BuyerField, FailureKind } from './contract.ts';
import type { Language } from './locale.ts';
import { korean } from './messages-ko.ts';
import { part } from './part.ts';

/** A heading that says where the buyer stands, and what to do next. */
export type Words = {
  title: string;
  text: string;
  /** The gateway's own words, shown beside ours. */
  quote?: string | undefined;
};

/** What the element says while all goes well and nobody has paid; it has nothing to wait for. */
export type FirstMessages = {
  pay: string;
  /** `{price}` is what there is to pay. */
  payAmount: string;
  opening: string;
  reload: string;
  /** `{count}` is how many. */
  quantity: string;
  assurance: string;
  loading: string;
  /** Instead, where the item or the window takes its time. */
  slow: Words;
  confirming: Words;
  /** Where no particular words can be had. */
  trouble: Words;
};

/** What it says beyond that. */
export type FurtherMessages = {
  loadFailed: { notFound: Words; unreachable: Words; other: Words };
  scriptFailed: Words;
  /** Where nothing has been opened yet. */
  offline: Words;
  framed: Words;
  openPage: string;
  openBrowser: string;
  copyAddress: string;
  addressCopied: string;
  addressNotCopied: string;
  busy: Words;
  pressAgain: Words;
  windowBlocked: Words;
  orderFailed: Words;
  quantityUnavailable: Words;
  detailsRefused: Words;

  again: string;
  paying: Words;
  checkAgain: string;
  windowGone: string;
  orderNumber: string;
  receipt: string;
  receiptOpen: string;
  paid: Words;
  cancelled: Words;
  processing: Words;
  unconfirmed: Words;
  /** Beside what the window said, as long as the server has not confirmed it. */
  notYetConfirmed: string;
  askTheShop: Words;
  failed: Record<Exclude<FailureKind, 'USER_CANCELLED'>, Words>;

  issued: Words;
  expired: Words;
  /** Of an order whose account is shown only to a buyer who asks for it. */
  elsewhere: Words;
  ordered: string;
  orderedAt: string;
  showAccount: string;
  hideAccount: string;
  bank: string;
  accountNumber: string;
  holder: string;
  amountDue: string;
  dueAt: string;
  copy: string;
  copyDone: string;
  copied: string;
  notCopied: string;
  /** By the bank codes of PortOne's REST API, which differ from those of its browser SDK. */
  banks: Partial<Record<string, string>>;

  methods: string;
  pieces: string;
  fewer: string;
  more: string;
  buyer: string;
  fields: Record<BuyerField, string>;
  fieldMissing: Record<BuyerField, string>;
  fieldWrong: Record<BuyerField, string>;
};

export type Messages = FirstMessages & FurtherMessages;

/** Korean comes with the main file, as far as it is needed while all goes well. */
const furtherKorean = part('messages-ko-further', () => import('./messages-ko-further.ts'));
const tables = {
  en: part('messages-en', () => import('./messages-en.ts')),
  ja: part('messages-ja', () => import('./messages-ja.ts')),
};

/** What there is to say in a language by now; `undefined` where that is nothing yet. */
export function messagesIn(language: Language): (FirstMessages & Partial<Messages>) | undefined {
  return language === 'ko'
    ? { ...korean, ...furtherKorean.now?.messages }
    : tables[language].now?.messages;
}

/** Fetches all words of a language. */
export async function fetchMessages(language: Language): Promise<unknown> {
  return language === 'ko' ? furtherKorean.load() : tables[language].load();
}
