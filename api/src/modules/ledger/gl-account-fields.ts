import { GlAccountType } from '@outlay/prisma';
import { z } from 'zod';
import { nameField } from '../people/name-field.ts';

/** Wide digits and such are the same as plain ones: two codes that look alike are one. */
export const glAccountCode = z
  .string()
  .normalize('NFKC')
  .trim()
  .refine((code) => /^[\p{L}\p{N}][\p{L}\p{N}.\-/]{0,29}$/u.test(code), {
    error: 'is not an account code',
    params: { remedy: 'Write at most 30 letters, digits, dots, dashes or slashes, such as 6210.' },
  });

export const glAccountFields = { code: glAccountCode, name: nameField, type: z.enum(GlAccountType) };

export const duplicateCode = (code: string | null | undefined) => `An account with the code ${code} exists already.`;
