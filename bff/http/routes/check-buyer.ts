import { z } from 'zod';
import type { Buyer, BuyerField, BuyerFields } from '../../../component/api/contract.ts';

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^\P{Cc}*$/u)
  .optional();

/** PortOne's `customer`, as far as its fields have a form; the rest passes by, since nothing of it is kept. */
const buyerShape = z.looseObject({
  fullName: name,
  firstName: name,
  lastName: name,
  firstNameKana: name,
  lastNameKana: name,
  phoneNumber: z
    .string()
    .trim()
    .regex(/^\+?[\d\s()-]{8,20}$/)
    .optional(),
  email: z.email().max(254).optional(),
});

const fields = Object.keys(buyerShape.shape) as BuyerField[];

/** The buyer, or what about the buyer is missing or wrong. What was written there is not repeated. */
export type CheckedBuyer = { buyer: Buyer } | { buyerFields: BuyerField[]; message: string };

/**
 * Checks what a page says about its buyer before a gateway does, less kindly.
 *
 * @param userAgent tells phone from desktop, as PortOne tells them
 */
export function checkBuyer(buyer: unknown, needs: BuyerFields, userAgent: string): CheckedBuyer {
  const parsed = buyerShape.safeParse(buyer ?? {});
  const wrong = parsed.success
    ? []
    : fields.filter((field) => parsed.error.issues.some(({ path }) => path[0] === field));
  const given = (buyer ?? {}) as Record<string, unknown>;
  const missing = neededFields(needs, userAgent).filter((field) => !isGiven(field, given));
  const buyerFields = [...new Set([...wrong, ...missing])];
  if (buyerFields.length === 0 && parsed.success) return { buyer: parsed.data as Buyer };
  return {
    buyerFields,
    message: `buyer: ${buyerFields.join(', ') || 'not an object'} missing or not in the right form`,
  };
}

function isGiven(field: BuyerField, buyer: Record<string, unknown>): boolean {
  // PortOne puts a missing full name together from its parts.
  if (field === 'fullName' && buyer.firstName && buyer.lastName) return true;
  return buyer[field] !== undefined && buyer[field] !== '';
}

/** PortOne goes by the user agent, tablets included. An iPad may call itself a Mac: for those, what both need. */
function neededFields({ pc, mobile }: BuyerFields, userAgent: string): BuyerField[] {
  if (/Mobi|Android|iPhone|iPad|iPod/i.test(userAgent)) return mobile;
  return /Macintosh/.test(userAgent) ? pc.filter((field) => mobile.includes(field)) : pc;
}
