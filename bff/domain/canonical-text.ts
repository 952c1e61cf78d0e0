/** A joiner that joins nothing: in these scripts, and at the beginning, no letter takes another form by it. */
const uselessJoiners =
  /(?<=^|[\s\p{P}\p{N}\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}])[\u200c\u200d]+/gu;

/** A variation selector after a letter that has no variants. */
const uselessSelectors =
  /(?<![\p{Emoji}\p{Script=Han}\p{S}\p{P}\p{M}])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]+/gu;

/** Tags, which spell out the flags of regions after a black flag and are invisible elsewhere. */
const uselessTags = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/gu;

/** Zero-width spaces, marks of a byte order and of a direction, optional hyphens and their like. */
const alwaysUseless =
  /\u034f|[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;

/** What looks like a space: those of typesetters, and Hangul fillers. U+3000 is a letter's width, and stays. */
const otherSpaces = /[\u00a0\u115f\u1160\u1680\u2000-\u200a\u202f\u205f\u3164\uffa0]/gu;

/**
 * A text as it is sent, shown and compared: letters composed (macOS writes Hangul in parts), no
 * characters without a look of their own, one space where several follow each other, none at the
 * ends. Texts of one canonical form look the same to a person.
 */
export function canonicalText(text: string): string {
  const next = text
    .replace(alwaysUseless, '')
    .replace(uselessTags, '')
    .replace(uselessJoiners, '')
    .replace(uselessSelectors, '')
    .replace(otherSpaces, ' ')
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/ {2,}/g, ' ')
    .trim();
  // What was taken away may have kept two others apart.
  return next === text ? text : canonicalText(next);
}
