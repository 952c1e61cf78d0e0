/** What a channel with manual approval hands to the page once the buyer has agreed to pay. */
export type PaymentToken = { paymentToken: string; txId?: string };
