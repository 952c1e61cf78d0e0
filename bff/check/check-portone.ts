import * as Payment from '@portone/server-sdk/payment';
import type { Config } from '../config.ts';
import { guardedCalls } from '../portone/guarded-fetch.ts';
import { type CheckLine, linesOf } from './check-line.ts';

const { good, doubtful, wrong } = linesOf('PortOne');
const clock = linesOf('clock');

const TIMEOUT_MS = 8_000;
/** Standard Webhooks refuses what is older or newer than five minutes. */
const LONGEST_OFF_MS = 60_000;
/** No payment has it: what matters is whether PortOne says so, or that the caller may not ask. */
const UNKNOWN_PAYMENT = 'portonecheckoutcheck';

/** Asks PortOne for a payment that is not there, with the secret and the store of this server. */
export async function checkPortOne(
  { apiSecret, apiUrl, environment }: Pick<Config, 'apiSecret' | 'apiUrl' | 'environment'>,
  storeId: string | undefined,
): Promise<CheckLine[]> {
  const { host } = new URL(apiUrl);
  const client = Payment.PaymentClient({ secret: apiSecret, baseUrl: apiUrl });
  const guard = guardedCalls();
  try {
    const answer = await guard.run(
      () =>
        client.getPayment({
          paymentId: UNKNOWN_PAYMENT,
          ...(storeId !== undefined && { storeId }),
        }),
      TIMEOUT_MS,
    );
    const { status } = answer;
    if (status === undefined) {
      return [wrong(`${host} does not answer. Can this machine reach it (DNS, firewall, proxy)?`)];
    }
    if (status === 401) {
      return [
        wrong(
          `${host} refuses V2_API_SECRET (401). Copy the V2 API secret again: 결제연동 > 연동정보 > 식별코드·API Keys > V2 API`,
        ),
      ];
    }
    if (status === 403) {
      return [
        wrong(
          `${host} says that the secret is not for the store ${storeId} (403). Compare the catalog’s store.id with 결제연동 > 연동정보 > 상점 아이디.`,
        ),
      ];
    }
    if (status === 404 || answer.ok) {
      return [
        environment === 'sandbox'
          ? good(`${host}, a sandbox, takes the secret and the store.`)
          : good(`${host} takes the secret, and the store ${storeId} is its.`),
      ];
    }
    return [doubtful(`${host} answers ${status}. Try again in some minutes.`)];
  } finally {
    await guard.close();
  }
}

/** Compares this machine's clock with PortOne's: signatures of webhooks are good for minutes only. */
export async function checkClock({ apiUrl }: Pick<Config, 'apiUrl'>): Promise<CheckLine[]> {
  try {
    const before = Date.now();
    const response = await fetch(apiUrl, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const theirs = Date.parse(response.headers.get('date') ?? '');
    const ours = (before + Date.now()) / 2;
    if (Number.isNaN(theirs))
      return [clock.doubtful('PortOne’s answer has no time to compare with.')];
    const offMs = Math.abs(ours - theirs);
    const seconds = Math.round(offMs / 1_000);
    return [
      offMs <= LONGEST_OFF_MS
        ? clock.good('It agrees with PortOne’s within a minute.')
        : clock.wrong(
            `It is ${seconds} seconds off PortOne’s. Webhooks are refused beyond five minutes. Switch on time synchronisation: timedatectl set-ntp true`,
          ),
    ];
  } catch {
    return [clock.doubtful('It could not be compared: PortOne does not answer.')];
  }
}
