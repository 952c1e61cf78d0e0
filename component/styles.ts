import { css } from 'lit';

/**
 * Neutral colours are mixed from the system's pair, which follows the page's `color-scheme`; the
 * others hold their contrast on light and dark alike.
 */
export const styles = css`
  :host {
    --_text: var(--portone-checkout-text, color-mix(in srgb, CanvasText 92%, Canvas));
    --_muted: var(--portone-checkout-muted, color-mix(in srgb, CanvasText 64%, Canvas));
    --_border: var(--portone-checkout-border, color-mix(in srgb, CanvasText 13%, Canvas));
    --_sunken: var(--portone-checkout-sunken, color-mix(in srgb, CanvasText 7%, Canvas));
    --_accent: var(--portone-checkout-accent, #2c5ff0);
    --_radius: var(--portone-checkout-radius, 16px);

    display: block;
    max-inline-size: var(--portone-checkout-max-width, 27rem);
    color: var(--_text);
    font: 14px / 1.5 var(--portone-checkout-font, system-ui, 'Apple SD Gothic Neo', 'Noto Sans KR', sans-serif);
    word-break: keep-all;
    overflow-wrap: anywhere;
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
    padding: 20px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--portone-checkout-surface, Canvas);
    box-shadow: var(--portone-checkout-shadow, 0 8px 24px rgb(16 24 40 / 7%));
  }

  .card,
  .button {
    display: grid;
    gap: 16px;
  }

  .item {
    display: flex;
    gap: 16px;
    min-block-size: 112px;
  }

  .media {
    flex: none;
    inline-size: 112px;
    block-size: 112px;
    overflow: hidden;
    border-radius: calc(var(--_radius) * 0.6);
    background: var(--_sunken);
  }

  img,
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
  }

  .badge {
    justify-self: start;
    padding: 0 8px;
    border: 1px solid #c98a1b;
    border-radius: 16px;
    font-size: 11px;
    font-weight: 700;
    letter-spacing: 0.06em;
  }

  .card .badge {
    position: absolute;
    inset-inline-end: 20px;
    background: var(--portone-checkout-surface, Canvas);
    translate: 0 -50%;
  }

  .name {
    font-size: 17px;
    font-weight: 600;
    line-height: 1.3;
  }

  .description {
    display: -webkit-box;
    overflow: hidden;
    color: var(--_muted);
    line-height: 1.4;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .price {
    margin-block-start: auto;
    font-size: 20px;
    font-weight: 700;
    line-height: 1.3;
  }

  .price,
  button,
  dd {
    font-variant-numeric: tabular-nums;
  }

  .price span {
    display: inline-block;
    margin-inline-start: 8px;
    color: var(--_muted);
    font-size: 13px;
    font-weight: 400;
  }

  button {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 52px;
    padding: 8px 20px;
    border: 1px solid transparent;
    border-radius: calc(var(--_radius) * 0.75);
    background: var(--_accent);
    color: var(--portone-checkout-accent-text, #fff);
    font: inherit;
    font-size: 16px;
    font-weight: 600;
    cursor: pointer;
    transition: filter 0.12s;
  }

  button:hover {
    filter: brightness(1.08);
  }

  .quiet {
    border-color: var(--_border);
    background: var(--_sunken);
    color: var(--_text);
  }

  [aria-disabled],
  :disabled {
    background: var(--_sunken);
    color: var(--_muted);
    filter: none;
    cursor: default;
  }

  .link {
    min-block-size: 44px;
    background: none;
    color: var(--_muted);
    font-size: 13px;
    font-weight: 400;
    text-decoration: underline;
    /* Of use only to a buyer who is stuck: not in sight while a window is opening. */
    animation: appear 0s 8s both;
  }

  @keyframes appear {
    from {
      visibility: hidden;
      min-block-size: 0;
      block-size: 0;
      padding: 0;
    }
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .foot {
    display: grid;
    gap: 12px;
  }

  .card .note {
    /* Room for two lines, so that what is said after paying moves nothing. */
    min-block-size: 42px;
  }

  .says {
    display: grid;
    grid-template-columns: 20px 1fr;
    column-gap: 10px;
    color: var(--_muted);
  }

  .says span {
    grid-column: 2;
    color: var(--_muted);
  }

  .good {
    color: #16915a;
  }

  .bad {
    color: #e0483d;
  }

  .waiting {
    color: #b97a12;
  }

  strong {
    color: var(--_text);
    font-weight: 600;
  }

  .paid strong {
    font-size: 17px;
    line-height: 22px;
  }

  .assurance {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 42px;
    color: var(--_muted);
    font-size: 13px;
  }

  svg,
  .spinner {
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
  }

  .assurance svg {
    inline-size: 15px;
  }

  .spinner {
    border: 2px solid;
    border-block-start-color: transparent;
    border-radius: 50%;
    animation: turn 0.9s linear infinite;
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 6px 16px;
    padding: 12px 14px;
    border-radius: calc(var(--_radius) * 0.5);
    background: var(--_sunken);
    font-size: 13px;
  }

  dt {
    color: var(--_muted);
  }

  dd {
    text-align: end;
    user-select: all;
  }

  .bone {
    min-block-size: 20px;
    border-radius: 6px;
    background: var(--_sunken);
    animation: breathe 1.6s infinite alternate;
  }

  .facts .bone {
    inline-size: 60%;
    margin-block-end: 6px;
  }

  .action.bone {
    min-block-size: 52px;
    min-inline-size: 160px;
    border-radius: calc(var(--_radius) * 0.75);
  }

  @keyframes breathe {
    to {
      opacity: 0.5;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner,
    .bone {
      animation: none;
    }
  }

  @media (forced-colors: active) {
    button,
    .bone {
      border-color: currentColor;
    }
  }
`;
