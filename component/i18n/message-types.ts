import type { BuyerField, Delivery, FailureKind, SellerFacts } from '../api/contract.ts';

/** A heading that names the state, and what the buyer does next. */
export type MessageText = {
  title: string;
  text: string;
  /** The gateway's own message, shown after ours. */
  quote?: string | undefined;
  /** It is shown before ours, and alone where there is one line only. */
  isQuoteFirst?: boolean | undefined;
};

/** All messages of the element, in one language. */
export type Messages = {
  pay: string;
  /** `{price}` is the amount to pay. */
  payAmount: string;
  opening: string;
  reload: string;
  /** `{count}` is how many. */
  quantity: string;
  assurance: string;
  loading: string;
  /** Instead, where the item or the window takes its time. */
  slow: MessageText;
  confirming: MessageText;

  loadFailed: {
    notFound: MessageText;
    unreachable: MessageText;
    refused: MessageText;
    other: MessageText;
  };
  scriptFailed: MessageText;
  /** Where nothing has been opened yet. */
  offline: MessageText;
  framed: MessageText;
  openPage: string;
  openBrowser: string;
  copyAddress: string;
  addressCopied: string;
  addressNotCopied: string;
  busy: MessageText;
  pressAgain: MessageText;
  windowBlocked: MessageText;
  orderFailed: MessageText;
  quantityUnavailable: MessageText;
  detailsRefused: MessageText;

  again: string;
  paying: MessageText;
  checkAgain: string;
  windowGone: string;
  orderNumber: string;
  receipt: string;
  receiptOpen: string;
  paid: MessageText;
  cancelled: MessageText;
  processing: MessageText;
  unconfirmed: MessageText;
  /** Beside what the window said, as long as the server has not confirmed it. */
  notYetConfirmed: string;
  askTheShop: MessageText;
  failed: Record<Exclude<FailureKind, 'USER_CANCELLED'>, MessageText>;

  issued: MessageText;
  expired: MessageText;
  /** Of an account that was ordered in another browser: it is shown there only. */
  elsewhere: MessageText;
  ordered: string;
  /** Beside an item on sale, of a payment that was begun in another tab or on an earlier visit. */
  notes: { open: string; waits: string; paid: string };
  show: string;
  forgetHere: string;
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

  /** What an item asks before it can be ordered, beside its quantity and the way to pay. */
  sale: {
    soldOut: string;
    /** `{count}` is how many. */
    left: string;
    /** The amount that the buyer chooses. */
    amount: string;
    /** The first of a list that has nothing chosen. */
    choose: string;
    /** Behind the label of what may be left empty. */
    optional: string;
    /** What is wrong with a field. */
    missing: string;
    unchosen: string;
    unticked: string;
    wrong: string;
    tooLong: string;

    /** The names of the two steps. */
    details: string;
    check: string;
    next: string;
    back: string;
    close: string;
    delivery: string;
    deliveryFields: Record<keyof Delivery, string>;
    findAddress: string;
    agreements: string;
    agreeToAll: string;

    deliveryFee: string;
    /** `{price}` is the sum from which goods are sent without a fee. */
    freeFrom: string;
    total: string;
    seller: Record<keyof SellerFacts, string>;
    /** Leads to what the buyer has bought. */
    open: string;
  };
  soldOutMeanwhile: MessageText;
};
