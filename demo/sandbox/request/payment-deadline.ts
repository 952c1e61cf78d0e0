type PaymentLimit = { validHours?: number | undefined; dueDate?: string | undefined };

/** How long gateways wait where the shop names no limit. */
const DEFAULT_HOURS = 7 * 24;

/**
 * The time until which a buyer may pay, as RFC 3339. PortOne takes hours from now, or a time in
 * Korea (`YYYYMMDD`, `YYYYMMDDHHmmss`, `YYYY-MM-DD`, `YYYY-MM-DD HH:mm:ss`), or RFC 3339; a date
 * includes the whole day.
 *
 * @throws RangeError where `dueDate` is not a time
 */
export function paymentDeadline(limit: PaymentLimit | undefined, now: Date): string {
  return deadlineOf(limit, now).toISOString();
}

function deadlineOf(limit: PaymentLimit | undefined, now: Date): Date {
  if (limit?.dueDate === undefined) {
    return new Date(now.getTime() + (limit?.validHours ?? DEFAULT_HOURS) * 3_600_000);
  }
  const korean = /^(\d{4})-?(\d\d)-?(\d\d)(?: ?(\d\d):?(\d\d):?(\d\d))?$/.exec(limit.dueDate);
  if (!korean) return new Date(limit.dueDate);
  const [, year, month, day, hours = '23', minutes = '59', seconds = '59'] = korean;
  return new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}+09:00`);
}
