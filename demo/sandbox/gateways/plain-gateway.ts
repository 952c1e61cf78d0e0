import { plainApproval } from './approval.ts';
import type { Gateway } from './gateway.ts';
import { standInCancel, standInRefusals } from './stand-in-failures.ts';

type PlainGateway = Pick<Gateway, 'name' | 'windows' | 'currencies' | 'payMethods' | 'rules'>;

/** A gateway of which no more is known than how it is asked. */
export function plainGateway(
  what: PlainGateway & { wallet?: string },
  merchantId: string,
): Gateway {
  return {
    ...what,
    testMerchantId: merchantId,
    cancel: standInCancel,
    refusals: standInRefusals,
    approval: plainApproval(merchantId, '0000'),
  };
}
