import { eximbayV2 } from './eximbay-v2.ts';
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
import { tripleA } from './triple-a.ts';
import { welcome } from './welcome.ts';

/** The gateways whose rules are known, by PortOne's name. */
export const gateways: ReadonlyMap<string, Gateway> = new Map(
  [
    kakaopay,
    naverpay,
    tosspayV2,
    tosspayments,
    inicisV2,
    kcpV2,
    niceV2,
    smartroV2,
    kpn,
    paypalV2,
    ksnet,
    eximbayV2,
    welcome,
    galaxia,
    hyphen,
    inicisJp,
    payletterGlobal,
    tripleA,
  ].map((gateway) => [gateway.pgProvider, gateway]),
);
