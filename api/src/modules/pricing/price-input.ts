import { QuantityKind } from '@outlay/prisma';
import { z } from 'zod';
import { isDay } from '../../lib/calendar.ts';

const day = z.string().refine(isDay, { error: 'is not a day', params: { remedy: 'Write it like 2026-11-01.' } });

/** The days a price or discount holds; open ends mean "always". */
export const validity = {
  validFrom: day.nullish().transform((value) => value ?? null),
  validUntil: day.nullish().transform((value) => value ?? null),
};

export function isForward({ validFrom, validUntil }: { validFrom: string | null; validUntil: string | null }): boolean {
  return validFrom === null || validUntil === null || validFrom < validUntil;
}

export const notForward = {
  path: ['validUntil'],
  error: 'is not after validFrom',
  params: { remedy: 'It is the first day on which the price no longer holds.' },
};

const name = (example: string) =>
  z.string().regex(/^[a-z][a-z0-9_]{0,30}$|^$/, { error: `is not a name such as ${example}` });

const amount = z.object({
  quantityKind: z.enum(QuantityKind),
  pricePerUnit: z.string().regex(/^\d{1,9}(\.\d{1,18})?$/, {
    error: 'is not a price of zero or more with at most 18 decimals',
  }),
});

export const priceInput = z
  .object({
    vendorId: z.string(),
    modelPattern: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .refine((pattern) => !/^\*+$/.test(pattern), {
        error: 'matches every model',
        params: { remedy: 'Name the model, or a part of its name with * for the rest.' },
      }),
    amounts: z
      .array(amount)
      .min(1)
      .max(11)
      .refine((amounts) => new Set(amounts.map(({ quantityKind }) => quantityKind)).size === amounts.length, {
        error: 'prices one kind of quantity twice',
        params: { remedy: 'Give each kind once.' },
      }),
    ...validity,
    contextOver: z.int().min(0).max(100_000_000).default(0),
    serviceTier: name('batch').default(''),
    speed: name('fast').default(''),
  })
  .refine(isForward, notForward);

export type PriceInput = z.input<typeof priceInput>;
