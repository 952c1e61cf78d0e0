type PaymentLimit = { validHours?: number | undefined; dueDate?: string | undefined };

/** What gateways give where the shop names no limit. */
const USUAL_HOURS = 7 * 24;

/**
 * Until when a buyer may pay, as RFC 3339. PortOne takes hours from now, or a moment in Korea
 * (`YYYYMMDD`, `YYYYMMDDHHmmss`, `YYYY-MM-DD`, `YYYY-MM-DD HH:mm:ss`), or RFC 3339; a day lasts
 * until its last second.
 *
 * @throws RangeError where `dueDate` is no moment
 */
export function paymentDeadline(limit: PaymentLimit | undefined, now: Date): string {
  return deadlineOf(limit, now).toISOString();
}

function deadlineOf(limit: PaymentLimit | undefined, now: Date): Date {
  if (limit?.dueDate === undefined) {
    return new Date(now.getTime() + (limit?.validHours ?? USUAL_HOURS) * 3_600_000);
  }
  const korean = /^(\d{4})-?(\d\d)-?(\d\d)(?: ?(\d\d):?(\d\d):?(\d\d))?$/.exec(limit.dueDate);
  if (!korean) return new Date(limit.dueDate);
  const [, year, month, day, hours = '23', minutes = '59', seconds = '59'] = korean;
  return new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}+09:00`);
}
