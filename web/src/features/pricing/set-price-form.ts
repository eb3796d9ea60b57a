import { z } from 'zod';
import { QUANTITY_KINDS, type QuantityKind, unitPrice } from './price-units.ts';

const amountText = z
  .string()
  .trim()
  .refine((text) => text === '' || /^\d{1,9}(\.\d{1,12})?$/.test(text), 'Write a number such as 2.50; 0 means free.');

const dayText = z
  .string()
  .nullish()
  .transform((text) => text || null);

/** What the form of a price holds: amounts as people type them, in the unit vendors quote. */
export const setPriceForm = z
  .object({
    vendorId: z.string().min(1, 'Choose the vendor.'),
    modelPattern: z.string().trim().min(1, 'Name the model.'),
    amounts: z.record(z.enum(QUANTITY_KINDS), amountText),
    validFrom: dayText,
    validUntil: dayText,
    contextOver: z.union([z.number().int().min(0), z.literal('')]),
    serviceTier: z.string(),
    speed: z.string(),
  })
  .refine(({ amounts }) => Object.values(amounts).some((text) => text !== ''), {
    path: ['amounts', 'INPUT_TOKENS'],
    message: 'Give at least one price; 0 means free.',
  })
  .refine(({ validFrom, validUntil }) => !validFrom || !validUntil || validFrom < validUntil, {
    path: ['validUntil'],
    message: 'Choose a day after the first one.',
  });

export type SetPriceValues = z.input<typeof setPriceForm>;

export const noAmounts: Record<QuantityKind, string> = {
  INPUT_TOKENS: '',
  CACHE_READ_TOKENS: '',
  CACHE_WRITE_5M_TOKENS: '',
  CACHE_WRITE_1H_TOKENS: '',
  OUTPUT_TOKENS: '',
  REQUESTS: '',
  WEB_SEARCHES: '',
  TOOL_CALLS: '',
  IMAGES: '',
  SECONDS: '',
  CHARACTERS: '',
};

/** The form's values as the API takes them: per single unit, only the kinds that were given. */
export function toSetPriceInput({ amounts, contextOver, validFrom, validUntil, ...rest }: SetPriceValues) {
  return {
    ...rest,
    modelPattern: rest.modelPattern.trim(),
    validFrom: validFrom || null,
    validUntil: validUntil || null,
    contextOver: contextOver === '' ? 0 : contextOver,
    amounts: QUANTITY_KINDS.filter((kind) => amounts[kind].trim() !== '').map((quantityKind) => ({
      quantityKind,
      pricePerUnit: unitPrice(quantityKind, amounts[quantityKind].trim()),
    })),
  };
}
