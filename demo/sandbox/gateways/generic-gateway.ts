import { genericApproval } from './approval.ts';
import type { Gateway } from './gateway.ts';
import { standInCancel, standInDeclines } from './stand-in-codes.ts';

type GenericGateway = Pick<
  Gateway,
  'name' | 'windows' | 'currencies' | 'payMethods' | 'rules' | 'wallet'
>;

/** A gateway of which we know only what PortOne's page says: its methods, currencies and rules. */
export function genericGateway(what: GenericGateway, merchantId: string): Gateway {
  return {
    ...what,
    testMerchantId: merchantId,
    cancel: standInCancel,
    declines: standInDeclines,
    approval: genericApproval(merchantId, '0000'),
  };
}
