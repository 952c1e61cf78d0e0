import type { PrivateDetails } from '../../../bff/domain/sale/private-details.ts';
import type { Sale } from '../../../bff/domain/sale/sale.ts';
import type { OrderRequest } from '../../../component/api/contract.ts';

/** What a buyer of shoes has written, with a mark in each text where one is given. */
export function someDetails(mark = ''): PrivateDetails {
  return {
    buyer: {
      fullName: `홍길동${mark}`,
      phoneNumber: `010-1234-5678${mark}`,
      email: `hong${mark}@mail.example`,
    },
    delivery: {
      recipient: `김받음${mark}`,
      phoneNumber: `010-8765-4321${mark}`,
      zipcode: '06236',
      address: `서울 강남구 테헤란로 1${mark}`,
      detail: `101호${mark}`,
      message: `문 앞에 놓아 주세요${mark}`,
    },
    fields: [{ id: 'engraving', label: '각인', value: `사랑해${mark}` }],
    locale: 'ko-KR',
  };
}

/** What was sold to them. */
export function aSale(change: Partial<Sale> = {}): Sale {
  return {
    options: [{ id: 'size', label: '사이즈', value: { id: '270', label: '270', code: 'SH-270' } }],
    code: 'SH-270',
    lines: [
      { kind: 'item', name: '신발 270', quantity: 2, amount: 20_000 },
      { kind: 'delivery', name: '배송비', quantity: 1, amount: 3_000 },
    ],
    agreements: [
      {
        id: 'terms',
        label: '이용약관에 동의합니다',
        required: true,
        agreed: true,
        at: '2026-11-23T00:00:00.000Z',
      },
    ],
    afterPaid: { text: '감사합니다. 초대 코드: WELCOME', url: 'https://shop.example/download/1' },
    hasPrivateDetails: true,
    ...change,
  };
}

/** Shoes that ask for everything. */
export function askingItem(change: Record<string, unknown> = {}) {
  return {
    id: 'shoes',
    name: '신발',
    price: 10_000,
    currency: 'KRW',
    maxQuantity: 9,
    options: [
      { id: 'size', label: '사이즈', values: [{ id: '270', label: '270', code: 'SH-270' }] },
    ],
    fields: [{ id: 'engraving', label: '각인', type: 'text' }],
    delivery: { fee: 3000 },
    agreements: [{ id: 'terms', label: '이용약관에 동의합니다', required: true }],
    ...change,
  };
}

/** The order of two of them. */
export function orderOf({ buyer, delivery, fields, locale }: PrivateDetails): OrderRequest {
  const [engraving] = fields ?? [];
  return {
    itemId: 'shoes',
    quantity: 2,
    options: { size: '270' },
    agreements: ['terms'],
    page: null,
    ...(buyer && { buyer }),
    ...(delivery && { delivery }),
    ...(engraving && { fields: { engraving: engraving.value } }),
    ...(locale && { locale }),
  };
}
