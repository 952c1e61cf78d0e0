import { randomBytes } from 'node:crypto';
import { extname } from 'node:path';
import type { Context, Middleware } from 'koa';
import type { BuilderFacts } from '../../../component/api/contract.ts';
import type { TrustedProxies } from '../../config.ts';
import type { Catalog } from '../../domain/catalog.ts';
import { CheckoutError } from '../../domain/checkout-error.ts';
import type { BuilderFiles } from '../element-files.ts';
import { isFromThisMachine, isLoopback } from '../own-origin.ts';
import { paymentPolicy, plainOrigin, setPageHeaders } from '../pages/page-policy.ts';
import { sendFile } from './element.ts';
import { presentListed } from './listed-items.ts';

export const BUILDER_ROUTE = '/builder';

export type BuilderOptions = {
  currentCatalog: () => Catalog;
  sdkUrl?: string;
  publicOrigin?: string;
  trustedProxies: TrustedProxies;
};

/**
 * Answers `GET /builder`: the page on which an owner puts an element together, out of the items of
 * their own catalog. It is for servers without live channels. Anyone may open it, and sees what
 * `GET /api/items` tells anyone; all items it has only for a browser on the server's own computer,
 * of a server that no other can be asked to reach.
 */
export function getBuilder({ page }: BuilderFiles, options: BuilderOptions): Middleware {
  const { currentCatalog, sdkUrl } = options;
  return (ctx) => {
    const nonce = randomBytes(16).toString('base64url');
    const facts = factsFor(ctx, currentCatalog(), options);
    const pictures = facts.items.map(({ image }) => plainOrigin(image));
    setPageHeaders(
      ctx,
      paymentPolicy(nonce, [plainOrigin(sdkUrl), ...pictures], {
        img: "'self' data:",
        style: "'self' 'unsafe-inline'",
      }),
    );
    ctx.body = page.replaceAll('%NONCE%', nonce).replace('"%FACTS%"', () => inScript(facts));
  };
}

/** Answers `GET /builder/:file`: what the page loads. */
export function getBuilderFile({ files }: BuilderFiles): Middleware {
  return (ctx) => {
    const file = files.get(ctx.params.file);
    if (!file) throw new CheckoutError('NOT_FOUND', 'There is nothing at this address');
    ctx.set('Cache-Control', 'no-cache');
    ctx.type = extname(ctx.params.file);
    sendFile(ctx, file);
  };
}

function factsFor(
  ctx: Context,
  catalog: Catalog,
  { publicOrigin, trustedProxies }: BuilderOptions,
): BuilderFacts {
  const isOnlyHere = publicOrigin === undefined || isLoopback(publicOrigin);
  const hasAll = isOnlyHere && trustedProxies === 0 && isFromThisMachine(ctx.req);
  const items = [...catalog.items.values()].filter(({ listed }) => listed || hasAll);
  return {
    items: items.map((item) => presentListed(item, catalog)),
    hasAll,
    isOnlyHere,
    ...(publicOrigin !== undefined && { publicOrigin }),
  };
}

/** JSON that cannot end the `<script>` that it stands in. */
function inScript(facts: BuilderFacts): string {
  return JSON.stringify(facts).replaceAll('<', '\\u003c');
}
