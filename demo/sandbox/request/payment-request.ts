/**
 * The payment request that a page gave to PortOne's script, as PortOne's checkout service reads it.
 * The script validates nothing, so this schema rejects every shape that PortOne rejects.
 */
import {
  Bank,
  CardCompany,
  CashReceiptType,
  Country,
  Currency,
  EasyPayProvider,
  Gender,
  GiftCertificateType,
} from '@portone/browser-sdk/v2';
import { z } from 'zod';
import { windowError } from './checkout-error.ts';
import { paymentDeadline } from './payment-deadline.ts';

/** PortOne accepts a code alone and in its long form, `CURRENCY_KRW`; it answers with the code. */
function codeOf<const Codes extends Readonly<Record<string, string>>>(
  prefix: `${string}_`,
  codes: Codes,
) {
  const known = new Set(Object.values(codes));
  return z.preprocess((value) => {
    // A code may begin like the prefix: BANK_OF_KOREA.
    if (typeof value !== 'string' || known.has(value)) return value;
    return value.startsWith(prefix) ? value.slice(prefix.length) : value;
  }, z.enum(codes));
}

const bank = codeOf('BANK_', Bank);
const cardCompany = codeOf('CARD_COMPANY_', CardCompany);
const cashReceiptType = codeOf('CASH_RECEIPT_TYPE_', CashReceiptType);
const country = codeOf('COUNTRY_', Country);
const easyPayProvider = codeOf('EASY_PAY_PROVIDER_', EasyPayProvider);

/** Allows web pages and app schemes (`portone://blank`), and no URL that could run as a script. */
const redirectUrl = z.string().refine((value) => {
  const scheme = URL.canParse(value) && new URL(value).protocol;
  return scheme && !['javascript:', 'data:', 'vbscript:', 'blob:', 'file:'].includes(scheme);
}, 'not a URL to return to');

const noticeUrl = z.url({ protocol: /^https?$/ });

/** Hours from now, or a time; exactly one of the two. */
const paymentLimit = z
  .looseObject({ validHours: z.number().positive().optional(), dueDate: z.string().optional() })
  .refine(
    ({ validHours, dueDate }) => (validHours === undefined) !== (dueDate === undefined),
    'exactly one of validHours and dueDate',
  )
  .refine((limit) => {
    try {
      return new Date(paymentDeadline(limit, new Date())) > new Date();
    } catch {
      return false;
    }
  }, 'not a moment to come');

const requestSchema = z.looseObject({
  storeId: z.string().min(1),
  channelKey: z.string().optional(),
  channelGroupId: z.string().optional(),
  paymentId: z.string().min(1),
  orderName: z.string().min(1),
  totalAmount: z.int().nonnegative(),
  taxFreeAmount: z.int().nonnegative().optional(),
  vatAmount: z.int().nonnegative().optional(),
  currency: codeOf('CURRENCY_', Currency),
  payMethod: z.string(),
  card: z
    .looseObject({
      cardCompany: cardCompany.optional(),
      installment: z
        .looseObject({
          monthOption: z.looseObject({ fixedMonth: z.int().optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
  easyPay: z
    .looseObject({
      easyPayProvider: easyPayProvider.optional(),
      availablePayMethods: z.array(z.string()).optional(),
      availableCards: z.array(cardCompany).optional(),
      cashReceiptType: cashReceiptType.optional(),
    })
    .optional(),
  transfer: z
    .looseObject({
      bankCode: bank.optional(),
      cashReceiptType: cashReceiptType.optional(),
    })
    .optional(),
  virtualAccount: z
    .looseObject({
      bankCode: bank.optional(),
      cashReceiptType: cashReceiptType.optional(),
      fixedOption: z.looseObject({}).optional(),
      accountExpiry: paymentLimit.optional(),
    })
    .optional(),
  giftCertificate: z
    .looseObject({
      giftCertificateType: codeOf('GIFT_CERTIFICATE_TYPE_', GiftCertificateType).optional(),
    })
    .optional(),
  convenienceStore: z.looseObject({ paymentDeadline: paymentLimit.optional() }).optional(),
  alipayPlus: z.looseObject({ easyPayProvider: easyPayProvider.optional() }).optional(),
  productType: z.string().optional(),
  bypass: z.record(z.string(), z.unknown()).optional(),
  customer: z
    .looseObject({
      customerId: z.string().optional(),
      fullName: z.string().optional(),
      firstName: z.string().optional(),
      lastName: z.string().optional(),
      firstNameKana: z.string().optional(),
      lastNameKana: z.string().optional(),
      phoneNumber: z.string().optional(),
      email: z.string().optional(),
      gender: codeOf('GENDER_', Gender).optional(),
      birthYear: z.string().optional(),
      birthMonth: z.string().optional(),
      birthDay: z.string().optional(),
      zipcode: z.string().optional(),
      address: z
        .looseObject({
          addressLine1: z.string(),
          addressLine2: z.string(),
          city: z.string().optional(),
          province: z.string().optional(),
          country: country.optional(),
        })
        .optional(),
    })
    .optional(),
  windowType: z
    .looseObject({ pc: z.string().optional(), mobile: z.string().optional() })
    .optional(),
  redirectUrl: redirectUrl.optional(),
  forceRedirect: z.boolean().optional(),
  noticeUrls: z.array(noticeUrl).optional(),
  products: z
    .array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        amount: z.int(),
        quantity: z.int().positive(),
        tag: z.string().optional(),
        code: z.string().optional(),
        link: z.string().optional(),
      }),
    )
    .optional(),
  customData: z.record(z.string(), z.unknown()).optional(),
  promotionId: z.string().optional(),
  isCulturalExpense: z.boolean().optional(),
  isEscrow: z.boolean().optional(),
  country: country.optional(),
  locale: z.string().optional(),
});

export type PreparedRequest = z.infer<typeof requestSchema>;

/** The codes of a request, without their prefixes. */
export type BankCode = z.infer<typeof bank>;
export type WalletCode = z.infer<typeof easyPayProvider>;

/** @throws CheckoutError `RequestParseFailed`, naming the first field that cannot be read. */
export function parsePaymentRequest(data: unknown): PreparedRequest {
  const parsed = requestSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue ? ` (${issue.path.join('.') || 'request'}: ${issue.message})` : '';
  throw windowError(
    400,
    'RequestParseFailed',
    `요청을 파싱하는 과정에서 에러가 발생하였습니다.${where}`,
  );
}
