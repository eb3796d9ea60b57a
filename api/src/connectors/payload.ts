import { z } from 'zod';
import { VendorError } from '../lib/errors.ts';
import { scaledInteger } from '../lib/money.ts';

/** A number or decimal string as the exact text it was written as. */
export const decimalText = z
  .union([z.number(), z.string().regex(/^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'not a decimal number')])
  .transform(String);

/** A whole count of any size. */
export const count = decimalText.transform((text, context) => {
  const value = scaledInteger(text, 0);
  if (value >= 0n && scaledInteger(text, 3) === value * 1000n) return value;
  context.addIssue({ code: 'custom', message: `${text} is not a whole count` });
  return z.NEVER;
});

/**
 * A vendor's answer as far as it is used; unknown fields are let through.
 * @throws VendorError VENDOR_RESPONSE naming the path of the field that is missing or wrong.
 */
export function parsePayload<T>(schema: z.ZodType<T>, body: unknown, source: string): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = issue?.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('') ?? '';
  throw new VendorError(
    'VENDOR_RESPONSE',
    `${source} has an unexpected shape at ${path.replace(/^\./, '') || 'its top level'}: ${issue?.message ?? ''}.`,
  );
}
