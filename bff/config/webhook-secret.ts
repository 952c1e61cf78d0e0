/** The shortest that Standard Webhooks has, in bytes; 64 is the longest. */
export const SHORTEST_SECRET_BYTES = 24;

/**
 * Whether a text is a secret of Standard Webhooks, whatever its length. PortOne's SDK takes it with or
 * without its prefix, and reports an empty one only when a webhook arrives.
 */
export function isWebhookSecret(secret: string): boolean {
  const base64 = secret.replace(/^whsec_/, '');
  return /^[A-Za-z0-9+/]{4,}={0,2}$/.test(base64) && base64.length % 4 === 0;
}

/** In bytes. */
export function lengthOfSecret(secret: string): number {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
}
