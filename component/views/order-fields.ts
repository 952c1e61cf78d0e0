import { html } from 'lit';
import type {
  Buyer,
  BuyerField,
  CheckoutMethod,
  Currency,
  Delivery,
  Item,
  ItemChoice,
} from '../api/contract.ts';
import { minorDigitsOf } from '../i18n/format-price.ts';
import type { Messages } from '../i18n/message-types.ts';
import { isMobile } from '../portone/is-mobile.ts';
import { isAvailable } from '../state/chosen-piece.ts';
import type { Field } from './order-form.ts';

type BuyerRule = Pick<Field, 'accepts'> & {
  kind: 'text' | 'tel' | 'email';
  autocomplete: string;
};

/** Full-width katakana, as Japanese gateways take it. */
const isKatakana = (value: string) => /^[\u30a0-\u30ff\u3000 ]+$/.test(value);

/** Keyboards of Japanese and Chinese write digits as wide as letters. */
const narrow = (value: string) => value.normalize('NFKC');

const isPhoneNumber = (value: string) =>
  /^\+?[\d\s().-]+$/.test(value) && /^\d{8,15}$/.test(value.replaceAll(/\D/g, ''));

/** Catches typing errors only: the server checks what a gateway accepts. */
const BUYER: Record<BuyerField, BuyerRule> = {
  fullName: { kind: 'text', autocomplete: 'name' },
  lastName: { kind: 'text', autocomplete: 'family-name' },
  firstName: { kind: 'text', autocomplete: 'given-name' },
  lastNameKana: { kind: 'text', autocomplete: 'off', accepts: isKatakana },
  firstNameKana: { kind: 'text', autocomplete: 'off', accepts: isKatakana },
  phoneNumber: { kind: 'tel', autocomplete: 'tel', accepts: isPhoneNumber },
  email: {
    kind: 'email',
    autocomplete: 'email',
    accepts: (value) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value),
  },
};

export function isBuyerField(name: string): name is BuyerField {
  return name in BUYER;
}

/**
 * What a method needs of its buyer and the page has not given.
 *
 * @param rejected shown although the page has given a value: the server did not accept it
 * @param preset what the buyer has said for another purpose
 */
export function buyerFields(
  method: CheckoutMethod | undefined,
  buyer: Buyer | undefined,
  rejected: ReadonlySet<string>,
  preset: Partial<Record<BuyerField, string>>,
  messages: Messages,
): Field[] {
  const needs = method?.buyerFields[isMobile() ? 'mobile' : 'pc'] ?? [];
  const asked = new Set<string>([...needs.filter((name) => !isGiven(name, buyer)), ...rejected]);
  return (Object.keys(BUYER) as BuyerField[])
    .filter((name) => asked.has(name))
    .map((name) => ({
      path: name,
      label: messages.fields[name],
      missing: messages.fieldMissing[name],
      wrong: messages.fieldWrong[name],
      preset: preset[name],
      ...BUYER[name],
    }));
}

function isGiven(name: BuyerField, buyer: Buyer | undefined): boolean {
  // PortOne puts a missing full name together from its parts.
  if (name === 'fullName' && buyer?.firstName && buyer.lastName) return true;
  return !!buyer?.[name]?.trim();
}

/** Catches typing errors only, as above. The order is that of a Korean address form. */
const DELIVERY: Record<keyof Delivery, Partial<Field> & { autocomplete: string }> = {
  recipient: { autocomplete: 'shipping name', maxLength: 50 },
  phoneNumber: {
    kind: 'tel',
    autocomplete: 'shipping tel',
    maxLength: 20,
    accepts: (value) => isPhoneNumber(narrow(value)),
  },
  zipcode: {
    autocomplete: 'shipping postal-code',
    keyboard: 'numeric',
    maxLength: 5,
    accepts: (value) => /^\d{5}$/.test(narrow(value)),
  },
  address: { autocomplete: 'shipping address-line1', maxLength: 200 },
  detail: { autocomplete: 'shipping address-line2', isOptional: true },
  message: { autocomplete: 'off', isOptional: true },
};

/** Where an item is sent to; none where it is not sent. */
export function deliveryFields(
  { delivery }: Item,
  messages: Messages,
  find?: (event: Event) => void,
): Field[] {
  if (!delivery) return [];
  return (Object.keys(DELIVERY) as (keyof Delivery)[]).map((name) => ({
    path: `delivery.${name}`,
    label: messages.sale.deliveryFields[name],
    kind: 'text',
    // What the server takes.
    maxLength: 100,
    missing: name === 'phoneNumber' ? messages.fieldMissing.phoneNumber : messages.sale.missing,
    wrong: name === 'phoneNumber' ? messages.fieldWrong.phoneNumber : messages.sale.wrong,
    presets:
      name === 'message'
        ? delivery.messages?.map((message) => ({ value: message, label: message }))
        : undefined,
    after:
      name === 'zipcode' && find
        ? html`<button type="button" class="preset find" @click=${find}>
              ${messages.sale.findAddress}
            </button>
            <div class="found" role="group" aria-label=${messages.sale.findAddress}></div>`
        : undefined,
    ...DELIVERY[name],
  }));
}

/** What the item asks besides. */
export function itemFields({ fields = [] }: Item): Field[] {
  return fields.map(({ id, label, type, required, maxLength, values }) => ({
    path: `fields.${id}`,
    label,
    kind: type,
    isOptional: !required,
    maxLength: maxLength ?? 200,
    values,
  }));
}

/** The boxes that are shown: above several, one for all of them, as buyers know it from other shops. */
export function agreementBoxes(agreements: Field[], { sale }: Messages): Field[] {
  if (agreements.length < 2) return agreements;
  const all: Field = {
    path: 'agree-to-all',
    label: sale.agreeToAll,
    kind: 'checkbox',
    isOptional: true,
    ticks: agreements,
  };
  return [all, ...agreements];
}

/** What the buyer agrees to: the item's, and what the method's gateway wants. */
export function agreementFields(
  { agreements = [] }: Item,
  method: CheckoutMethod | undefined,
): Field[] {
  return [...agreements, ...(method?.agreements ?? [])].map(({ id, label, url, required }) => ({
    path: `agreements.${id}`,
    label,
    kind: 'checkbox',
    isOptional: !required,
    url,
  }));
}

/**
 * The item's options, each with what can be had of it after the choices before it.
 *
 * @param chosen of the options before, by id
 */
export function optionField(
  item: Item,
  { id, label, values }: ItemChoice,
  chosen: Readonly<Record<string, string>>,
  { sale }: Messages,
  price: (amount: number) => string,
): Field {
  const [first] = values;
  return {
    path: `options.${id}`,
    label,
    kind: 'select',
    isOption: true,
    preset: values.length === 1 ? first?.id : undefined,
    values: values.map((value) => {
      const isSoldOut =
        !!value.soldOut || (!item.soldOut && !isAvailable(item, { ...chosen, [id]: value.id }));
      const added = value.price ?? 0;
      const note = isSoldOut
        ? sale.soldOut
        : added && `${added > 0 ? '+' : '−'}${price(Math.abs(added))}`;
      return { id: value.id, label: value.label, isSoldOut, ...(note && { note }) };
    }),
  };
}

/** What the buyer wants to pay: typed in the currency's unit, which is more than the minor one. */
export function amountField(
  { amount, price: first, currency }: Item,
  { sale }: Messages,
  price: (amount: number) => string,
): Field[] {
  if (!amount) return [];
  const { min, max, step = 1, presets = [] } = amount;
  const written = (minor: number) => String(minor / 10 ** minorDigitsOf(currency));
  return [
    {
      path: 'amount',
      label: sale.amount,
      kind: 'number',
      keyboard: minorDigitsOf(currency) > 0 ? 'decimal' : 'numeric',
      preset: written(first),
      hint: `${price(min)} – ${price(max)}`,
      range: { min: Number(written(min)), max: Number(written(max)), step: Number(written(step)) },
      presets: presets.map((preset) => ({ value: written(preset), label: price(preset) })),
      accepts: (value) => {
        const minor = minorOf(value, currency);
        return minor >= min && minor <= max && (minor - min) % step === 0;
      },
    },
  ];
}

/** @returns in the minor unit */
export function minorOf(written: string, currency: Currency): number {
  return Math.round(Number(written) * 10 ** minorDigitsOf(currency));
}
