/** What a genuine webhook says. It triggers a question to PortOne; nothing in it is believed. */
export type WebhookEvent = { type: string; paymentId?: string };

/**
 * @throws {CheckoutError} `WEBHOOK_INVALID` for everything that PortOne did not just send
 */
export type VerifyWebhook = (body: string, headers: WebhookHeaders) => Promise<WebhookEvent>;

/** Each by all of its values: a header that comes twice is no header of PortOne's. */
export type WebhookHeaders = Readonly<Record<string, string[] | undefined>>;
