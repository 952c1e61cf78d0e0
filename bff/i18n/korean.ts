import * as catalog from './korean/catalog.ts';
import * as check from './korean/check.ts';
import * as database from './korean/database.ts';
import * as gateways from './korean/gateways.ts';
import { json } from './korean/json.ts';
import * as orders from './korean/orders.ts';
import * as ordersHelp from './korean/orders-help.ts';
import * as reasons from './korean/reasons.ts';
import * as sale from './korean/sale.ts';
import * as settings from './korean/settings.ts';
import type { Sentences } from './translate.ts';

const help = [...check.usages, ...ordersHelp.usages];

/** What the server says to owners and operators, in Korean. */
export const korean: Sentences = {
  ...catalog,
  ...check,
  ...database,
  ...gateways,
  ...orders,
  ...reasons,
  ...settings,
  json,
  help,
  besides: sale.besides,
  entry: [...catalog.entry, ...gateways.finding, ...sale.sale],
  // The general ones, "{setting} {problem:setting}" among them, come last.
  said: [
    ...orders.orders,
    ...database.database,
    ...catalog.catalog,
    ...gateways.note,
    ...check.check,
    ...settings.start,
  ],
};
