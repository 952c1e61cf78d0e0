/** The headers of a webhook, signed as PortOne signs: https://www.standardwebhooks.com */
import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

export type WebhookOverrides = {
  /** `null` leaves the header out, here and below. */
  id?: string | null;
  /** Unix seconds; also goes into the signature. */
  timestamp?: number | null;
  /** With several, each signs, as during a rotation. */
  secret?: string | string[];
  signature?: string | null;
  /** The text that is signed and sent, in place of the usual body. */
  body?: string;
  /** The text that is sent in place of the one that was signed. */
  sentBody?: string;
  contentType?: string;
};

export function signedHeaders(
  body: string,
  secret: string | string[],
  { id, timestamp, signature, contentType }: WebhookOverrides,
): Record<string, string> {
  const signedId = id ?? `msg-${randomUUID()}`;
  const seconds = timestamp ?? Math.floor(Date.now() / 1000);
  const sign = (key: string) => new Webhook(key).sign(signedId, new Date(seconds * 1000), body);
  const headers: Record<string, string> = { 'content-type': contentType ?? 'application/json' };
  if (id !== null) headers['webhook-id'] = signedId;
  if (timestamp !== null) headers['webhook-timestamp'] = String(seconds);
  if (signature !== null) {
    headers['webhook-signature'] = signature ?? [secret].flat().map(sign).join(' ');
  }
  return headers;
}
