import { html, type TemplateResult } from 'lit';
import type {
  Buyer,
  CheckoutMethod,
  Delivery,
  FieldProblem,
  Item,
  ItemAnswer,
  OrderRequest,
} from '../api/contract.ts';
import type { CheckoutState } from '../state/checkout-state.ts';
import { isAvailable, priceOfPiece, variantOf } from '../state/chosen-piece.ts';
import { lastMethod, rememberMethod } from './last-method.ts';
import {
  agreementBoxes,
  agreementFields,
  amountField,
  buyerFields,
  deliveryFields,
  isBuyerField,
  itemFields,
  minorOf,
  optionField,
} from './order-fields.ts';
import { createOrderForm, type Field, type FieldGroup } from './order-form.ts';
import { renderQuantity } from './quantity-stepper.ts';
import { dropTyped, keepTyped, typedBefore } from './typed-order.ts';
import type { PurchaseSource, ViewContext } from './view-context.ts';

/** How long a choice stays unchanged before an order is placed for it. */
const ORDER_DELAY_MS = 400;

/** What the order's request says of an item's own questions. */
type SalePart = Pick<OrderRequest, 'options' | 'fields' | 'amount' | 'delivery' | 'agreements'>;

/** Where it is asked: beside the button, or in the sheet that the button opens. */
type Place = 'card' | 'sheet';

type PriceWords = (amount: number) => string;

/** What a buyer chooses and fills in: which and how many, how to pay, under which name, where to. */
export function createPurchaseOptions(
  checkout: PurchaseSource,
  { item, checkout: { methods } }: ItemAnswer,
) {
  const { host } = checkout;
  const { server } = checkout.bff;
  const isSale = !!(
    item.options ||
    item.amount ||
    methods.some((method) => asksMore(item, method))
  );
  const typed = isSale ? typedBefore(server, item.id) : {};
  const form = createOrderForm(typed, changed);
  /** Fields about the buyer that the server has refused. */
  const rejected = new Set<string>();
  const ids = methods.map(({ id }) => id);
  const last = lastMethod();
  let methodId = last !== undefined && ids.includes(last) ? last : ids[0];
  let quantity = 1;
  /** What a refused order has told of the combination that it was for. */
  let told: { choice: string; left: number } | undefined;
  /** Aborted when the buyer chooses on. */
  let choosing = new AbortController();
  /** Aborted when the search for an address is closed. */
  let searching = new AbortController();

  return {
    get methodId(): string | undefined {
      return methodId;
    },

    get quantity(): number {
      return Math.min(quantity, limit());
    },

    /** Of a piece as it is chosen, in the minor unit. */
    get piece(): number {
      const [amount] = amounts();
      if (!amount) return priceOfPiece(item, chosen());
      return form.isComplete([amount])
        ? minorOf(String(form.answerTo(amount)), item.currency)
        : item.price;
    },

    /** How many are left of what is chosen, where that is known. */
    get left(): number | undefined {
      return left();
    },

    get isSoldOut(): boolean {
      return left() === 0 || !isAvailable(item, {});
    },

    /** What the page knows, and what the buyer has added. */
    get buyer(): Buyer | undefined {
      const asked = buyers().filter((field) => form.isComplete([field]));
      return asked.length > 0 ? { ...host.buyer, ...answersTo(asked) } : host.buyer;
    },

    /** The answers to the item's own questions. */
    get sale(): SalePart {
      return {
        ...(item.options && { options: chosen() }),
        ...(item.amount && { amount: this.piece }),
        ...(item.fields?.length && { fields: answersTo(itemFields(item)) }),
        ...(item.delivery && {
          delivery: answersTo(deliveryFields(item, checkout.messages)) as Delivery,
        }),
        ...(agreementFields(item, checkout.method).length > 0 && {
          agreements: Object.keys(answersTo(agreementFields(item, checkout.method))),
        }),
      };
    },

    /** What the buyer reads before the payment: each answer under its label. */
    get answers(): { label: string; value: string }[] {
      const shown = [
        ...optionFields(),
        ...deliveryFields(item, checkout.messages),
        ...itemFields(item),
      ];
      return [...shown, ...buyers()].flatMap((field) => {
        const value = form.answerTo(field);
        const { label = value } = field.values?.find(({ id }) => id === value) ?? {};
        return value ? { label: field.label, value: label === true ? '✓' : String(label) } : [];
      });
    },

    /** Whether the method in force, and the item, have all that they need: on the card, or at all. */
    isComplete(place?: Place): boolean {
      return form.isComplete(fieldsOf(place));
    },

    isWrong(place?: Place): boolean {
      return form.isWrong(fieldsOf(place));
    },

    /** Keeps the method in force for the next visit. */
    remember(): void {
      if (checkout.method) rememberMethod(checkout.method.id);
    },

    /** Shows the problem of each field, for a buyer who wants to pay. */
    reveal(place?: Place): void {
      form.reveal(fieldsOf(place));
      focusProblem();
    },

    focusProblem,

    /** The item is paid for: what was written goes. */
    forget(): void {
      form.clear();
      dropTyped(server, item.id);
    },

    /** Marks the fields that the server did not accept, as far as they are asked for. */
    markRejected(problems: FieldProblem[], stillLeft: number | undefined): boolean {
      told =
        stillLeft === undefined ? undefined : { choice: JSON.stringify(chosen()), left: stillLeft };
      const marked = problems.filter(({ path, reason }) => {
        const name = path.replace(/^buyer\./, '');
        if (isBuyerField(name)) {
          typed[name] ??= host.buyer?.[name] ?? '';
          rejected.add(name);
        }
        const field = fieldsOf().find((asked) => asked.path === name);
        const isEmpty = field && !form.answerTo(field);
        if (field) form.mark(name, isEmpty ? 'missing' : reason === 'missing' ? 'wrong' : reason);
        return field;
      });
      host.requestUpdate();
      return marked.length > 0;
    },

    /** Whether more is to be asked than there is room for: the button then opens a sheet. */
    get hasSteps(): boolean {
      return hasSteps();
    },

    /** Stays while a window is open, locked, so that closing it moves nothing. */
    render(
      context: ViewContext,
      state: CheckoutState,
      place: Place,
      isPlacing = false,
    ): TemplateResult | undefined {
      const isLocked =
        isPlacing || host.disabled || state.name === 'paying' || state.name === 'confirming';
      const isOffered =
        isLocked ||
        state.name === 'ready' ||
        state.name === 'cancelled' ||
        (state.name === 'failed' && state.retryable);
      if (!isOffered) return undefined;
      const hasChoices = isAskedIn(place, 'choices');
      const counts = hasChoices && host.quantity === undefined && limit() > 1;
      const picks = hasChoices && host.method === undefined && methods.length > 1;
      const render = (group: FieldGroup) => form.render(context, group, isLocked);
      return html`${hasChoices ? choiceGroups((amount) => context.price(amount)).map(render) : undefined}
      ${counts ? renderStepper(context, isLocked) : undefined}
      ${picks ? renderMethods(context, isLocked) : undefined}
      ${isAskedIn(place, 'details') ? detailGroups().map(render) : undefined}`;
    },
  };

  function left(): number | undefined {
    const choice = chosen();
    if (told?.choice === JSON.stringify(choice)) return told.left;
    return variantOf(item, choice)?.left ?? item.left;
  }

  function limit(): number {
    return Math.max(1, Math.min(item.maxQuantity ?? 1, left() ?? Number.POSITIVE_INFINITY));
  }

  /** By the ids of the options, as far as they are chosen. */
  function chosen(): Record<string, string> {
    return answersTo(optionFields()) as Record<string, string>;
  }

  function optionFields(price: PriceWords = String): Field[] {
    const before: Record<string, string> = {};
    return (item.options ?? []).map((option) => {
      const field = optionField(item, option, before, checkout.messages, price);
      const value = form.answerTo(field);
      if (value) before[option.id] = String(value);
      return field;
    });
  }

  function amounts(price: PriceWords = String): Field[] {
    return amountField(item, checkout.messages, price);
  }

  function buyers(): Field[] {
    const preset = item.delivery && {
      fullName: String(typed['delivery.recipient'] ?? ''),
      phoneNumber: String(typed['delivery.phoneNumber'] ?? ''),
    };
    return buyerFields(checkout.method, host.buyer, rejected, preset ?? {}, checkout.messages);
  }

  /** The answers by the last part of their fields' paths, without those that are left empty. */
  function answersTo(fields: Field[]): Record<string, string | boolean> {
    const given = fields.map((field) => [field.path.replace(/^\w+\./, ''), form.answerTo(field)]);
    return Object.fromEntries(given.filter(([, value]) => value));
  }

  function hasSteps(): boolean {
    return asksMore(item, checkout.method) || (isBare() && !!(item.options || item.amount));
  }

  /** Whether the page shows nothing but the button. */
  function isBare(): boolean {
    return host.layout === 'button';
  }

  function isAskedIn(place: Place | undefined, what: 'choices' | 'details'): boolean {
    if (!place) return true;
    if (what === 'choices') return isBare() === (place === 'sheet');
    return hasSteps() === (place === 'sheet');
  }

  function fieldsOf(place?: Place): Field[] {
    return [
      ...(isAskedIn(place, 'choices') ? choiceGroups() : []),
      ...(isAskedIn(place, 'details') ? detailGroups() : []),
    ].flatMap(({ fields }) => fields);
  }

  function choiceGroups(price?: PriceWords): FieldGroup[] {
    return [
      { name: 'choices', fields: optionFields(price) },
      { name: 'amount', fields: amounts(price) },
    ];
  }

  function detailGroups(): FieldGroup[] {
    const { messages } = checkout;
    const { sale } = messages;
    return [
      {
        name: 'delivery',
        legend: sale.delivery,
        fields: deliveryFields(item, messages, findAddress),
      },
      { name: 'buyer', legend: messages.buyer, fields: buyers() },
      { name: 'fields', fields: itemFields(item) },
      {
        name: 'agreements',
        legend: sale.agreements,
        fields: agreementBoxes(agreementFields(item, checkout.method), messages),
      },
    ];
  }

  /** Shows the search for addresses below its button, until one is picked or the button is pressed again. */
  async function findAddress({ currentTarget }: Event): Promise<void> {
    const place = (currentTarget as HTMLElement).nextElementSibling as HTMLElement;
    const isOpen = place.childElementCount > 0;
    searching.abort();
    if (isOpen) return;
    searching = new AbortController();
    const { signal } = searching;
    const found = await checkout.findAddress(place, signal);
    if (signal.aborted) return;
    for (const field of deliveryFields(item, checkout.messages)) {
      const answer = { ...found }[field.path.replace('delivery.', '')];
      if (answer) form.enter(field, answer);
    }
    await host.updateComplete;
    host.shadowRoot?.getElementById(`delivery.${found ? 'detail' : 'zipcode'}`)?.focus();
  }

  /** Another choice needs another order, so that the click again has nothing to wait for. */
  async function changed(when: 'now' | 'soon' | 'typing'): Promise<void> {
    if (isSale) keepTyped(server, item.id, typed);
    if (when === 'typing') return;
    host.requestUpdate();
    choosing.abort();
    choosing = new AbortController();
    const { signal } = choosing;
    if (when === 'soon') await checkout.clock.wait(ORDER_DELAY_MS, signal);
    if (!signal.aborted && host.isConnected) checkout.prepare();
  }

  /** Brings the buyer to the first field that is marked as wrong. */
  function focusProblem(): void {
    host.requestUpdate();
    void host.updateComplete.then(() => {
      const wrong = host.shadowRoot?.querySelector<HTMLElement>('[aria-invalid=true]');
      (wrong?.querySelector<HTMLElement>('input:enabled') ?? wrong)?.focus();
    });
  }

  function renderMethods({ messages }: ViewContext, isLocked: boolean): TemplateResult {
    const pick = (event: Event) => {
      methodId = (event.target as HTMLInputElement).value;
      changed('now');
    };
    return html`<fieldset part="methods" class="methods" ?disabled=${isLocked} @change=${pick}>
      <legend>${messages.methods}</legend>
      <div class="options">
        ${methods.map(
          ({ id, label }) =>
            html`<label part="method" class="method"
              ><input type="radio" name="method" .value=${id} .checked=${id === methodId} /><span
                >${label}</span
              ></label
            >`,
        )}
      </div>
    </fieldset>`;
  }

  function renderStepper(context: ViewContext, isLocked: boolean): TemplateResult {
    const most = limit();
    return renderQuantity(
      context,
      isLocked,
      () => Math.min(quantity, most),
      most,
      (wanted) => {
        if (wanted === quantity) return;
        quantity = wanted;
        changed('soon');
      },
    );
  }
}

/** Whether the buyer may have something to choose or to fill in. */
export function mayChoose(
  { method, quantity }: Pick<PurchaseSource['host'], 'method' | 'quantity'>,
  { item, checkout }: ItemAnswer,
): boolean {
  return (
    (method === undefined && checkout.methods.length > 1) ||
    (quantity === undefined && (item.maxQuantity ?? 1) > 1) ||
    !!(item.options || item.amount) ||
    checkout.methods.some((ofItem) => asksMore(item, ofItem)) ||
    checkout.methods.some(({ buyerFields: { pc, mobile } }) => pc.length + mobile.length > 0)
  );
}

/** Whether an item, paid for in this way, asks for more than a card has room for. */
function asksMore(item: Item, method: CheckoutMethod | undefined): boolean {
  return !!(item.fields?.length || item.delivery || agreementFields(item, method).length > 0);
}

export type PurchaseOptions = ReturnType<typeof createPurchaseOptions>;
