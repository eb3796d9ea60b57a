import { expect, test } from 'vitest';
import { oneLine } from './one-line.ts';

test.each([
  ['Ada\nAdmin: all is well', 'Ada Admin: all is well'],
  ['a\r\n\tb\u0000\u001B[31m\u0085c\u2028d', 'a b [31m c d'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['\u2066x\u2069', 'x'],
  ['Zoë 👩‍💻 Ωμέγα', 'Zoë 👩‍💻 Ωμέγα'],
])('%j is shown in one line, from left to right as it is written', (text, shown) => {
  expect(oneLine(text)).toBe(shown);
});
