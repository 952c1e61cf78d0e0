import { html, nothing, type TemplateResult } from 'lit';
import type { FieldProblem } from '../api/contract.ts';
import type { Messages } from '../i18n/message-types.ts';
import type { Typed } from './typed-order.ts';
import type { ViewContext } from './view-context.ts';

/** A question to the buyer, of whatever kind. */
export type Field = {
  /** The member of the order's request that the answer becomes, and the id of the field. */
  path: string;
  label: string;
  kind: 'text' | 'tel' | 'email' | 'date' | 'number' | 'select' | 'checkbox';
  isOptional?: boolean | undefined;
  autocomplete?: string | undefined;
  /** Where the kind has not the right one. */
  keyboard?: 'numeric' | 'decimal';
  maxLength?: number | undefined;
  /** Of a `select`. Few of an option are radio buttons. */
  values?: FieldChoice[] | undefined;
  isOption?: boolean;
  /** Of a `number`, as it is typed. */
  range?: { min: number; max: number; step: number };
  /** What can be filled in with one press. */
  presets?: { value: string; label: string }[] | undefined;
  /** What it is until the buyer says otherwise. */
  preset?: string | undefined;
  /** What helps to answer. */
  hint?: string;
  /** Where the buyer reads what a box is about. */
  url?: string | undefined;
  /** The boxes that this one ticks at once. */
  ticks?: Field[];
  /** What follows the field. */
  after?: TemplateResult | undefined;
  /** The messages, where there are better ones than those for any field. */
  missing?: string;
  wrong?: string;
  accepts?(value: string): boolean;
};

export type FieldChoice = { id: string; label: string; note?: string; isSoldOut?: boolean };

/** Fields under one heading. */
export type FieldGroup = {
  name: string;
  legend?: string | undefined;
  fields: Field[];
};

type Reason = FieldProblem['reason'];

/** As radio buttons; of more a buyer chooses in a list. */
const MOST_RADIOS = 12;

/**
 * Asks what is to be known: the fields are as they are at the time of use, since they depend on what is
 * chosen.
 *
 * @param typed what the buyer has written, by path
 * @param changed called after each change: `soon` while the buyer is still at it
 */
export function createOrderForm(typed: Typed, changed: (when: 'now' | 'soon' | 'typing') => void) {
  const shownProblems = new Map<string, Reason>();

  function answerTo(field: Field): string | boolean {
    const { path, kind, values, preset } = field;
    const value = typed[path] ?? preset ?? '';
    if (kind === 'checkbox') return field.ticks?.every(answerTo) ?? value === true;
    const written = String(value).trim();
    const isThere = !values || values.some(({ id, isSoldOut }) => id === written && !isSoldOut);
    return isThere ? written : '';
  }

  function problemOf(field: Field): Reason | undefined {
    const value = answerTo(field);
    if (!value) return field.isOptional ? undefined : 'missing';
    return field.accepts?.(String(value)) === false ? 'wrong' : undefined;
  }

  /** What is missing may have been given for another purpose since. */
  function shownFor(field: Field): Reason | undefined {
    const reason = shownProblems.get(field.path);
    return reason === 'missing' ? problemOf(field) : reason;
  }

  function wordsOf({ kind, missing, wrong }: Field, reason: Reason, { sale }: Messages): string {
    switch (reason) {
      case 'missing':
        if (kind === 'select') return sale.unchosen;
        return missing ?? (kind === 'checkbox' ? sale.unticked : sale.missing);
      case 'sold-out':
        return sale.soldOut;
      case 'too-long':
        return sale.tooLong;
      default:
        return wrong ?? sale.wrong;
    }
  }

  return {
    answerTo,

    /** Whether all of them can be ordered with. */
    isComplete(fields: Field[]): boolean {
      return fields.every((field) => !problemOf(field) && !shownFor(field));
    },

    isWrong(fields: Field[]): boolean {
      return fields.some(shownFor);
    },

    /** Shows what is missing and wrong, for a buyer who wants to go on. */
    reveal(fields: Field[]): void {
      for (const field of fields) {
        const problem = problemOf(field);
        if (problem) shownProblems.set(field.path, problem);
      }
    },

    /** Marks what the server has not accepted. */
    mark(path: string, reason: Reason): void {
      shownProblems.set(path, reason);
    },

    /** Fills a field in, as its buyer would. */
    enter,

    /** Nothing of it is kept any longer. */
    clear(): void {
      for (const path of Object.keys(typed)) delete typed[path];
      shownProblems.clear();
    },

    render(
      { messages }: ViewContext,
      { name, legend, fields }: FieldGroup,
      isLocked: boolean,
    ): TemplateResult | undefined {
      if (fields.length === 0) return undefined;
      return html`<fieldset part=${name} class="asked" ?disabled=${isLocked}>
        ${legend ? html`<legend>${legend}</legend>` : nothing} ${fields.map((field) => renderField(field, messages))}
      </fieldset>`;
    },
  };

  function renderField(field: Field, messages: Messages): TemplateResult {
    const { path, label, kind, isOptional, url, after, hint, values = [], isOption } = field;
    const shown = shownFor(field);
    const { sale, show } = messages;
    const says = [hint && `${path}-hint`, shown && `${path}-problem`].filter(Boolean).join(' ');
    const described = says || nothing;
    const wrong = shown ? 'true' : 'false';
    const words = html`${label}${isOptional && !field.ticks ? html` <small>(${sale.optional})</small>` : nothing}`;
    const rest = html`${hint ? html`<small id="${path}-hint">${hint}</small>` : nothing}${after}${
      shown
        ? html`<p class="problem" id="${path}-problem">${wordsOf(field, shown, messages)}</p>`
        : nothing
    }`;
    const pick = (event: Event) => enter(field, (event.target as HTMLInputElement).value);
    if (kind === 'checkbox') {
      return html`<div part="field" class="field tick">
        <label
          ><input
            id=${path}
            type="checkbox"
            ?required=${!isOptional}
            aria-invalid=${wrong}
            aria-describedby=${described}
            .checked=${answerTo(field) === true}
            @change=${(event: Event) => enter(field, (event.target as HTMLInputElement).checked)}
          /><span>${words}</span></label
        >
        ${
          url && /^https?:/.test(url)
            ? html`<a href=${url} target="_blank" rel="noopener">${show}</a>`
            : nothing
        }${rest}
      </div>`;
    }
    if (isOption && values.length <= MOST_RADIOS) {
      return html`<div
        part="option"
        class="field"
        role="radiogroup"
        aria-labelledby="${path}-label"
        aria-required="true"
        aria-invalid=${wrong}
        aria-describedby=${described}
        @change=${pick}
      >
        <span class="legend" id="${path}-label">${label}</span>
        <div class="chips">
          ${values.map(
            ({ id, label: name, note, isSoldOut }) =>
              html`<label part="value" class="method chip"
                ><input
                  type="radio"
                  name=${path}
                  .value=${id}
                  ?disabled=${isSoldOut}
                  .checked=${answerTo(field) === id}
                /><span>${name}</span>${note ? html`<small>${note}</small>` : nothing}</label
              >`,
          )}
        </div>
        ${rest}
      </div>`;
    }
    const control =
      kind === 'select'
        ? html`<select
            id=${path}
            ?required=${!isOptional}
            aria-invalid=${wrong}
            aria-describedby=${described}
            @change=${pick}
          >
            <option value="">${sale.choose}</option>
            ${values.map(
              ({ id, label: name, note, isSoldOut }) =>
                html`<option
                  value=${id}
                  ?disabled=${isSoldOut}
                  .selected=${answerTo(field) === id}
                >
                  ${name}${note ? ` (${note})` : nothing}
                </option>`,
            )}
          </select>`
        : renderInput(field, wrong, described);
    return html`<div part="field" class="field">
      <label for=${path} class=${isOption || kind === 'number' ? 'legend' : nothing}>${words}</label>
      ${renderPresets(field)}${control}${rest}
    </div>`;
  }

  function renderInput(
    field: Field,
    wrong: string,
    described: string | typeof nothing,
  ): TemplateResult {
    const { path, kind, isOptional, autocomplete, maxLength, range, preset, keyboard } = field;
    return html`<input
      id=${path}
      type=${kind}
      inputmode=${keyboard ?? (kind === 'date' ? nothing : kind)}
      autocomplete=${autocomplete ?? 'off'}
      ?required=${!isOptional}
      maxlength=${maxLength ?? nothing}
      min=${range?.min ?? nothing}
      max=${range?.max ?? nothing}
      step=${range?.step ?? nothing}
      aria-invalid=${wrong}
      aria-describedby=${described}
      .value=${String(typed[path] ?? preset ?? '')}
      @input=${(event: Event) => take(field, (event.target as HTMLInputElement).value)}
      @change=${() => settle(field)}
      @blur=${() => answerTo(field) && settle(field)}
    />`;
  }

  function renderPresets(field: Field): TemplateResult | typeof nothing {
    const { presets } = field;
    if (!presets?.length) return nothing;
    return html`<div class="chips">
      ${presets.map(
        ({ value, label }) =>
          html`<button
            type="button"
            class="preset"
            aria-pressed=${answerTo(field) === value}
            @click=${() => enter(field, value)}
          >
            ${label}
          </button>`,
      )}
    </div>`;
  }

  function enter(field: Field, value: string | boolean): void {
    for (const one of field.ticks ?? [field]) {
      typed[one.path] = value;
      settle(one);
    }
  }

  function take(field: Field, value: string): void {
    typed[field.path] = value;
    // A corrected field loses its message at once; a value that is being typed gets none yet.
    const isCorrected = shownProblems.has(field.path) && !problemOf(field);
    if (isCorrected) shownProblems.delete(field.path);
    changed(isCorrected ? 'soon' : 'typing');
  }

  function settle(field: Field): void {
    const problem = problemOf(field);
    if (problem) shownProblems.set(field.path, problem);
    else shownProblems.delete(field.path);
    changed(field.kind === 'number' || field.isOption ? 'soon' : 'now');
  }
}

export type OrderForm = ReturnType<typeof createOrderForm>;
