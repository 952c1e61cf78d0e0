import { css } from 'lit';

export const styles = css`
  :host {
    --_surface: var(--portone-checkout-surface, #fff);
    --_text: var(--portone-checkout-text, #16181d);
    --_muted: var(--portone-checkout-muted, #5a6170);
    --_border: var(--portone-checkout-border, #e3e6ec);
    --_sunken: var(--portone-checkout-sunken, #f3f4f7);
    --_accent: var(--portone-checkout-accent, #2352e0);
    --_accent-text: var(--portone-checkout-accent-text, #fff);
    --_success: var(--portone-checkout-success, #0a7a4b);
    --_danger: var(--portone-checkout-danger, #b3261e);
    --_warning: var(--portone-checkout-warning, #855300);
    --_radius: var(--portone-checkout-radius, 1rem);

    display: block;
    box-sizing: border-box;
    max-inline-size: var(--portone-checkout-max-width, 27rem);
    color: var(--_text);
    font: 400 1rem / 1.5 var(--portone-checkout-font, system-ui, -apple-system, 'Apple SD Gothic Neo', 'Noto Sans KR', 'Malgun Gothic', sans-serif);
    text-align: start;
    word-break: keep-all;
    overflow-wrap: anywhere;
  }

  @supports (color: light-dark(red, red)) {
    :host {
      --_surface: var(--portone-checkout-surface, light-dark(#fff, #1a1c22));
      --_text: var(--portone-checkout-text, light-dark(#16181d, #f1f2f5));
      --_muted: var(--portone-checkout-muted, light-dark(#5a6170, #a6adbb));
      --_border: var(--portone-checkout-border, light-dark(#e3e6ec, #343842));
      --_sunken: var(--portone-checkout-sunken, light-dark(#f3f4f7, #272a32));
      --_accent: var(--portone-checkout-accent, light-dark(#2352e0, #8fb0ff));
      --_accent-text: var(--portone-checkout-accent-text, light-dark(#fff, #0c1530));
      --_success: var(--portone-checkout-success, light-dark(#0a7a4b, #5fd39b));
      --_danger: var(--portone-checkout-danger, light-dark(#b3261e, #ff9d94));
      --_warning: var(--portone-checkout-warning, light-dark(#855300, #f0bd62));
    }
  }

  :host([hidden]) {
    display: none;
  }

  :host([layout='button']) {
    display: inline-block;
    max-inline-size: 100%;
  }

  * {
    box-sizing: border-box;
    margin: 0;
  }

  .card {
    position: relative;
    display: grid;
    gap: 1.125rem;
    padding: 1.25rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    box-shadow: var(--portone-checkout-shadow, 0 1px 2px rgb(16 24 40 / 4%), 0 8px 24px rgb(16 24 40 / 6%));
  }

  .button {
    display: grid;
    gap: 0.625rem;
  }

  .item {
    display: flex;
    gap: 1rem;
    min-block-size: 7rem;
  }

  .media {
    flex: none;
    inline-size: 7rem;
    block-size: 7rem;
    overflow: hidden;
    border-radius: calc(var(--_radius) * 0.625);
    background: var(--_sunken);
  }

  .media img,
  .media ::slotted(*) {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .facts {
    flex: 1;
    min-inline-size: 0;
    display: flex;
    flex-direction: column;
    gap: 0.125rem;
  }

  .badge {
    align-self: flex-start;
    margin-block-end: 0.125rem;
    padding: 0.0625rem 0.4375rem;
    border: 1px solid currentColor;
    border-radius: 1rem;
    color: var(--_warning);
    font-size: 0.6875rem;
    font-weight: 700;
    letter-spacing: 0.06em;
    line-height: 1.4;
  }

  .card .badge {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 1.25rem;
    margin: 0;
    background: var(--_surface);
    translate: 0 -50%;
  }

  .name {
    font-size: 1.0625rem;
    font-weight: 600;
    line-height: 1.4;
  }

  .description {
    display: -webkit-box;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.875rem;
    line-height: 1.45;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .price {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.5rem;
    margin-block-start: auto;
    font-size: 1.25rem;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    line-height: 1.4;
  }

  .quantity {
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 400;
  }

  button {
    font: inherit;
    cursor: pointer;
  }

  .action {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    inline-size: 100%;
    min-block-size: 3.25rem;
    padding: 0.625rem 1.25rem;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_accent);
    color: var(--_accent-text);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    transition: filter 120ms, transform 120ms;
    -webkit-tap-highlight-color: transparent;
  }

  .action.quiet {
    border-color: var(--_border);
    background: var(--_sunken);
    color: var(--_text);
  }

  .action:hover:not([aria-disabled='true'], :disabled) {
    filter: brightness(1.08);
  }

  .action:active:not([aria-disabled='true'], :disabled) {
    transform: scale(0.985);
  }

  .action[aria-disabled='true'],
  .action:disabled {
    border-color: transparent;
    background: var(--_sunken);
    color: var(--_muted);
    cursor: default;
  }

  .link {
    justify-self: center;
    min-block-size: 2.75rem;
    padding: 0 0.75rem;
    border: 0;
    border-radius: 0.5rem;
    background: none;
    color: var(--_muted);
    font-size: 0.8125rem;
    text-decoration: underline;
    text-underline-offset: 0.2em;
    /* Of use only to a buyer who is stuck: not in sight while a window is opening. */
    animation: appear 0s 8s both;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  button:focus-visible,
  .status:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .spinner {
    flex: none;
    inline-size: 1.125rem;
    block-size: 1.125rem;
    border: 2px solid currentColor;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  .foot {
    display: grid;
    gap: 0.75rem;
  }

  .card .note {
    /* Room for two lines, so that what is said after paying moves nothing. */
    min-block-size: 2.625rem;
  }

  .status {
    border-radius: 0.5rem;
    outline-offset: 4px;
  }

  .status:empty {
    display: none;
  }

  .says {
    display: grid;
    grid-template-columns: 1.25rem 1fr;
    column-gap: 0.625rem;
    font-size: 0.875rem;
    line-height: 1.5;
  }

  .says strong {
    font-weight: 600;
  }

  .says span {
    grid-column: 2;
    color: var(--_muted);
  }

  .says svg,
  .says .spinner {
    grid-row: 1;
    margin-block-start: 0.0625rem;
    color: var(--_tone, var(--_muted));
  }

  .good {
    --_tone: var(--_success);
  }

  .bad {
    --_tone: var(--_danger);
  }

  .waiting {
    --_tone: var(--_warning);
  }

  .paid .says strong,
  .issued .says strong {
    font-size: 1.0625rem;
    line-height: 1.25rem;
  }

  .assurance {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 0.375rem;
    min-block-size: inherit;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  svg {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .assurance svg {
    inline-size: 0.9375rem;
    block-size: 0.9375rem;
  }

  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.375rem 1rem;
    padding: 0.75rem 0.875rem;
    border-radius: calc(var(--_radius) * 0.5);
    background: var(--_sunken);
    font-size: 0.8125rem;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    text-align: end;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    user-select: all;
  }

  .bone {
    inline-size: 100%;
    border-radius: 0.375rem;
    background: var(--_sunken);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .bone.name {
    inline-size: 62%;
    block-size: 1.125rem;
    margin-block: 0.1875rem;
  }

  .bone.description {
    inline-size: 88%;
    block-size: 0.875rem;
    margin-block: 0.1875rem;
  }

  .bone.price {
    inline-size: 38%;
    block-size: 1.25rem;
    margin-block: auto 0.25rem;
  }

  .bone.action {
    min-inline-size: 10rem;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner,
    .bone {
      animation: none;
    }

    .action {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .action,
    .link {
      border: 1px solid ButtonText;
    }

    .action[aria-disabled='true'],
    .action:disabled {
      border-color: GrayText;
      color: GrayText;
    }

    .bone {
      border: 1px solid CanvasText;
    }
  }
`;
