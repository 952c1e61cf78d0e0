/** Decides whether a window opens, and of which type: the checks of PortOne and of the gateway. */

import type { Device, Gateway, WindowType } from '../gateways/gateway.ts';
import { windowError } from '../request/checkout-error.ts';
import type { PreparedRequest } from '../request/payment-request.ts';

/** @throws CheckoutError `BadRequest` with the first rule that the request breaks */
export function checkSupported(request: PreparedRequest, gateway: Gateway, device: Device): void {
  const rules = {
    currency: gateway.currenciesFor?.(request) ?? gateway.currencies,
    payMethod: gateway.payMethods,
  };
  for (const name of ['payMethod', 'currency'] as const) {
    const allowed: readonly string[] = rules[name];
    if (allowed.includes(request[name])) continue;
    const rule =
      allowed.length === 1 ? `EQUALS("${allowed[0]}")` : `IN(${JSON.stringify(allowed)})`;
    const reason = `${name} violates the rule ${rule} (value="${request[name]}")`;
    throw windowError(400, 'BadRequest', reason);
  }
  for (const rule of gateway.rules) {
    const reason = rule(request, device);
    if (reason) throw windowError(400, 'BadRequest', `${gateway.name.ko} ${reason}`);
  }
}

/** @throws CheckoutError `UnknownError` where there is no such window, `BadRequest` where it cannot open */
export function chooseWindow(
  request: PreparedRequest,
  gateway: Gateway,
  pgProvider: string,
  device: Device,
): WindowType {
  const allowed = gateway.windows[device];
  const requested = request.windowType?.[device];
  const windowType =
    requested === undefined ? allowed[0] : allowed.find((type) => type === requested);
  if (!windowType) {
    const driver = `pg/${pgProvider.toLowerCase()}/payment/${requested?.toLowerCase()}`;
    const reason = `조건에 맞는 드라이버(${driver})가 없습니다.`;
    throw windowError(400, 'UnknownError', reason);
  }
  if (windowType === 'REDIRECTION' && !request.redirectUrl) {
    const reason = '리디렉션 방식으로 결제 창을 호출할 때 리디렉션 URL은 필수 입력입니다.';
    throw windowError(400, 'BadRequest', reason);
  }
  return windowType;
}
