/**
 * The payment request that a page gave to PortOne's script, as PortOne's checkout service reads it.
 * The script validates nothing, so this schema rejects every shape that PortOne rejects.
 */
import { z } from 'zod';
import { windowError } from './checkout-error.ts';
import { paymentDeadline } from './payment-deadline.ts';

/** PortOne accepts the code alone and its long form, `CURRENCY_KRW`. */
const currency = z
  .string()
  .transform((value) => value.replace(/^CURRENCY_/, ''))
  .pipe(z.string().regex(/^[A-Z]{3}$/));

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
  currency,
  payMethod: z.string(),
  card: z
    .looseObject({
      cardCompany: z.string().optional(),
      installment: z
        .looseObject({
          monthOption: z.looseObject({ fixedMonth: z.int().optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
  easyPay: z
    .looseObject({
      easyPayProvider: z.string().optional(),
      availablePayMethods: z.array(z.string()).optional(),
      availableCards: z.array(z.string()).optional(),
      cashReceiptType: z.string().optional(),
    })
    .optional(),
  transfer: z.looseObject({ bankCode: z.string().optional() }).optional(),
  virtualAccount: z
    .looseObject({
      bankCode: z.string().optional(),
      fixedOption: z.looseObject({}).optional(),
      accountExpiry: paymentLimit.optional(),
    })
    .optional(),
  giftCertificate: z.looseObject({ giftCertificateType: z.string().optional() }).optional(),
  convenienceStore: z.looseObject({ paymentDeadline: paymentLimit.optional() }).optional(),
  alipayPlus: z.looseObject({ easyPayProvider: z.string().optional() }).optional(),
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
      gender: z.string().optional(),
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
          country: z.string().optional(),
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
  country: z.string().optional(),
  locale: z.string().optional(),
});

export type PreparedRequest = z.infer<typeof requestSchema>;

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
