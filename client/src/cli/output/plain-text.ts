const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Names come from elsewhere: without control and direction characters they cannot change what a terminal shows. */
export const plainText = (text: string) => text.replace(INVISIBLE, ' ').trim();

const WIDE = new RegExp(
  '^(?:\\p{Emoji_Presentation}|[\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff' +
    '\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6\\u{20000}-\\u{3fffd}])',
  'u',
);
let segmenter: Intl.Segmenter | undefined;
/** Made when first needed: it takes long to make. */
function graphemes(text: string): Iterable<{ segment: string }> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}
const ASCII = /^[ -~]*$/;

/** Columns of a terminal that the text takes. */
export function widthOfText(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** The text in at most so many columns, with an ellipsis where something was cut. */
export function cutText(text: string, width: number): string {
  if (widthOfText(text) <= width) return text;
  let cut = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    used += widthOfText(segment);
    if (used > width - 1) break;
    cut += segment;
  }
  return `${cut}…`;
}
