/** `1,234.50` and `$20` as people write and paste them, without what only decorates the number. */
export function plainAmount(text: string): string {
  const bare = text.replace(/[\s$€£¥']/g, '');
  const isCredit = /^\(.*\)$/.test(bare);
  const digits = bare.replace(/[()]/g, '').replace(/,(?=\d{3}(\D|$))/g, '');
  return isCredit ? `-${digits}` : digits;
}

/** `3/11/2026` in the order of the language, `11.3.2026` by day first; other texts stay. */
export function plainDay(text: string, language: string): string {
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  const [, one = '', two = '', year = ''] = slashed ?? dotted ?? [];
  if (year === '') return text;
  const isMonthFirst = slashed !== null && language === 'en-US';
  const [day, month] = isMonthFirst ? [two, one] : [one, two];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** A day as it was typed into a cell, in the order of the browser's language. */
export function typedDay(text: string): string {
  return plainDay(text.trim(), navigator.language);
}

/** An exact amount as people begin to edit it: `94.5` with both digits of its cents. */
export function moneyText(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  return `${whole}.${fraction.padEnd(2, '0')}`;
}
