import { html, nothing, type TemplateResult } from 'lit';
import type { Buyer, BuyerField } from '../api/contract.ts';
import { isMobile } from '../portone/is-mobile.ts';
import type { PurchaseSource, ViewContext } from './view-context.ts';

type Problem = 'missing' | 'wrong';

type FieldRule = {
  type: 'text' | 'tel' | 'email';
  autocomplete: AutoFill;
  accepts(value: string): boolean;
};

const anything = () => true;
/** Full-width katakana, as Japanese gateways take it. */
const isKatakana = (value: string) => /^[\u30a0-\u30ff\u3000 ]+$/.test(value);

/** Catches typing errors only: the server checks what a gateway accepts. */
const RULES: Record<BuyerField, FieldRule> = {
  fullName: { type: 'text', autocomplete: 'name', accepts: anything },
  lastName: { type: 'text', autocomplete: 'family-name', accepts: anything },
  firstName: { type: 'text', autocomplete: 'given-name', accepts: anything },
  lastNameKana: { type: 'text', autocomplete: 'off', accepts: isKatakana },
  firstNameKana: { type: 'text', autocomplete: 'off', accepts: isKatakana },
  phoneNumber: {
    type: 'tel',
    autocomplete: 'tel',
    accepts: (value) => /^\+?[\d\s().-]+$/.test(value) && /^\d{8,15}$/.test(digitsOf(value)),
  },
  email: {
    type: 'email',
    autocomplete: 'email',
    accepts: (value) => /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value),
  },
};

const digitsOf = (value: string) => value.replaceAll(/\D/g, '');

/**
 * Asks for what the chosen method needs and the page has not given. What is typed stays in memory: it
 * goes with the order and the payment, and is stored nowhere.
 */
export function buyerForm(
  checkout: Pick<PurchaseSource, 'host' | 'method'>,
  changed: (when: 'now' | 'soon') => void,
) {
  const { host } = checkout;
  const typed: Partial<Record<BuyerField, string>> = {};
  const shownProblems = new Map<BuyerField, Problem>();
  /** Shown although the page has given a value: the server did not accept it. */
  const rejected = new Set<BuyerField>();

  function fields(): BuyerField[] {
    const needs = checkout.method?.buyerFields;
    if (!needs) return [];
    const needed = isMobile() ? needs.mobile : needs.pc;
    const asked = new Set([...needed.filter((field) => !isGiven(field)), ...rejected]);
    return (Object.keys(RULES) as BuyerField[]).filter((field) => asked.has(field));
  }

  function isGiven(field: BuyerField): boolean {
    const { buyer } = host;
    // PortOne puts a missing full name together from its parts.
    if (field === 'fullName' && buyer?.firstName && buyer.lastName) return true;
    return !!buyer?.[field]?.trim();
  }

  const enteredIn = (field: BuyerField) => (typed[field] ?? '').trim();

  function problemOf(field: BuyerField): Problem | undefined {
    const value = enteredIn(field);
    if (!value) return 'missing';
    return RULES[field].accepts(value) ? undefined : 'wrong';
  }

  function reveal(): void {
    for (const field of fields()) {
      const problem = problemOf(field);
      if (problem) shownProblems.set(field, problem);
    }
  }

  return {
    reveal,

    get isComplete(): boolean {
      return fields().every((field) => !problemOf(field) && !shownProblems.has(field));
    },

    get buyer(): Buyer | undefined {
      const { buyer } = host;
      const added = fields()
        .filter((field) => !problemOf(field))
        .map((field) => [field, enteredIn(field)]);
      return added.length > 0 ? { ...buyer, ...Object.fromEntries(added) } : buyer;
    },

    markRejected(bad: BuyerField[]): void {
      for (const field of bad) {
        if (!(field in RULES)) continue;
        typed[field] ??= host.buyer?.[field] ?? '';
        rejected.add(field);
        shownProblems.set(field, enteredIn(field) ? 'wrong' : 'missing');
      }
    },

    render(context: ViewContext, isLocked: boolean): TemplateResult | undefined {
      const { messages } = context;
      const asked = fields();
      if (asked.length === 0) return undefined;
      return html`<fieldset part="buyer" class="buyer" ?disabled=${isLocked}>
        <legend>${messages.buyer}</legend>
        ${asked.map((field) => renderField(field))}
      </fieldset>`;

      function renderField(field: BuyerField): TemplateResult {
        const { type, autocomplete } = RULES[field];
        const shown = shownProblems.get(field);
        const table = shown === 'missing' ? messages.fieldMissing : messages.fieldWrong;
        return html`<div part="field" class="field">
          <label for=${field}>${messages.fields[field]}</label>
          <input
            id=${field}
            type=${type}
            inputmode=${type}
            autocomplete=${autocomplete}
            required
            aria-invalid=${shown ? 'true' : 'false'}
            aria-describedby=${shown ? `${field}-problem` : nothing}
            .value=${typed[field] ?? ''}
            @input=${(event: Event) => take(field, event)}
            @change=${() => settle(field)}
            @blur=${() => enteredIn(field) && settle(field)}
          />
          ${shown ? html`<p class="problem" id=${`${field}-problem`}>${table[field]}</p>` : nothing}
        </div>`;
      }
    },
  };

  function take(field: BuyerField, event: Event): void {
    typed[field] = (event.target as HTMLInputElement).value;
    // A corrected field loses its message at once; a value that is being typed gets none yet.
    if (shownProblems.has(field) && !problemOf(field)) {
      shownProblems.delete(field);
      changed('soon');
    }
  }

  function settle(field: BuyerField): void {
    const problem = problemOf(field);
    if (problem) shownProblems.set(field, problem);
    else shownProblems.delete(field);
    changed('now');
  }
}
