/**
 * The gateways that the sandbox plays. A gateway is data: to add one, add a file and an entry here.
 *
 * Methods, currencies, windows and rules come from PortOne's page of each gateway
 * (https://developers.portone.io/opi/ko/integration/pg/v2/readme?v=v2). Codes and messages are the
 * gateway's own, which PortOne passes through unchanged; where a gateway does not publish its
 * codes, stand-in-codes.ts takes their place.
 */
import { galaxia } from './galaxia.ts';
import type { Gateway } from './gateway.ts';
import { hyphen } from './hyphen.ts';
import { inicisJp } from './inicis-jp.ts';
import { inicisV2 } from './inicis-v2.ts';
import { kakaopay } from './kakaopay.ts';
import { kcpV2 } from './kcp-v2.ts';
import { kpn } from './kpn.ts';
import { ksnet } from './ksnet.ts';
import { naverpay } from './naverpay.ts';
import { niceV2 } from './nice-v2.ts';
import { payletterGlobal } from './payletter-global.ts';
import { paypalV2 } from './paypal-v2.ts';
import { smartroV2 } from './smartro-v2.ts';
import { tosspayV2 } from './tosspay-v2.ts';
import { tosspayments } from './tosspayments.ts';
import { welcome } from './welcome.ts';

export const gateways = {
  KAKAOPAY: kakaopay,
  NAVERPAY: naverpay,
  TOSSPAY_V2: tosspayV2,
  TOSSPAYMENTS: tosspayments,
  INICIS_V2: inicisV2,
  KCP_V2: kcpV2,
  NICE_V2: niceV2,
  SMARTRO_V2: smartroV2,
  KPN: kpn,
  PAYPAL_V2: paypalV2,
  INICIS_JP: inicisJp,
  PAYLETTER_GLOBAL: payletterGlobal,
  KSNET: ksnet,
  GALAXIA: galaxia,
  WELCOME: welcome,
  HYPHEN: hyphen,
} as const satisfies Record<string, Gateway>;

/** PortOne's names of the gateways that the sandbox plays. */
export type PgProvider = keyof typeof gateways;
