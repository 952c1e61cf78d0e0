import { Webhook } from 'standardwebhooks';
import type { OutgoingEvent } from '../domain/outbox.ts';
import { bodyWithDetails } from '../domain/sale/told-sale.ts';
import type { Deliver } from './deliver-events.ts';
import { type Language, type OwnerMessage, ownerText } from './owner-text.ts';

const RECEIVER_TIMEOUT_MS = 10_000;

/**
 * Sends events to an address of `FULFILMENT_URL` as Standard Webhooks: any of its libraries verifies them.
 *
 * @param secret `whsec_…`
 * @param timeoutMs milliseconds in which the receiver has to accept an event
 */
export function fulfilmentWebhook(
  url: string,
  secret: string,
  timeoutMs = RECEIVER_TIMEOUT_MS,
): Deliver {
  const webhook = new Webhook(secret);
  return async ({ id, body: stored, details }) => {
    const sentAt = new Date();
    const body = bodyWithDetails(stored, details);
    const response = await post(url, body, timeoutMs, {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': webhook.sign(id, sentAt, body),
    });
    await accept(response);
  };
}

/**
 * Sends events to a script of Google's Apps Script, which cannot read headers: the message has its id in
 * it, and the address the owner's own key. The script has run by the time it answers, with a redirect to
 * what it said. A page in HTML there, or in the redirect's place, is an error's or a log-in's.
 */
export function appsScriptWebhook(url: string, timeoutMs = RECEIVER_TIMEOUT_MS): Deliver {
  return async ({ id, body, details }) => {
    const message = JSON.parse(bodyWithDetails(body, details)) as object;
    const response = await post(url, JSON.stringify({ id, ...message }), timeoutMs, {}, 'manual');
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      return acceptText(response);
    }
    await response.body?.cancel();
    // Asked for without the message, which has been taken: what was said of it is all that is there.
    await acceptText(await get(new URL(location, url), timeoutMs));
  };
}

/** Sends events to an incoming webhook of Slack's, or of what takes the same, as a text to read. */
export function slackWebhook(
  url: string,
  language: Language,
  timeoutMs = RECEIVER_TIMEOUT_MS,
): Deliver {
  return async ({ body, details }: OutgoingEvent) => {
    const { subject, text } = ownerText(JSON.parse(body) as OwnerMessage, details, language);
    // No mark-up, and none of Slack's own commands, in what a buyer wrote.
    const message = { text: escaped(`${subject}\n${text}`), mrkdwn: false, unfurl_links: false };
    await accept(await post(url, JSON.stringify(message), timeoutMs));
  };
}

/** Source: docs.slack.dev, "Formatting message text", escaping text. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

async function accept(response: Response): Promise<void> {
  await response.body?.cancel();
  if (!response.ok) throw new Error(`the receiver answered ${response.status}`);
}

async function acceptText(response: Response): Promise<void> {
  const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
  await accept(response);
  if (isPage) {
    throw new Error(
      'the script answered with a page, as it does after an error: see its executions, and that anyone may call it',
    );
  }
}

function post(
  url: string,
  body: string,
  timeoutMs: number,
  headers: Record<string, string> = {},
  redirect: 'error' | 'manual' = 'error',
): Promise<Response> {
  return answerOf(
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect,
      signal: AbortSignal.timeout(timeoutMs),
    }),
  );
}

function get(url: URL, timeoutMs: number): Promise<Response> {
  return answerOf(fetch(url, { signal: AbortSignal.timeout(timeoutMs) }));
}

async function answerOf(response: Promise<Response>): Promise<Response> {
  return response.catch((error: unknown) => {
    throw new Error(`the receiver did not answer (${reasonOf(error)})`, { cause: error });
  });
}

/** `fetch` says only that it failed; why stands in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || String((cause as NodeJS.ErrnoException).code);
}
