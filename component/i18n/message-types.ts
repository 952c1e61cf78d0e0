import type { BuyerField, FailureKind } from '../api/contract.ts';

/** A heading that says where the buyer stands, and what to do next. */
export type Words = {
  title: string;
  text: string;
  /** The gateway's own words, shown beside ours. */
  quote?: string | undefined;
};

/** Everything that the element says, in one language. */
export type Messages = {
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
