import { z } from 'zod';
import { count, decimalText } from '../payload.ts';

const text = z.string().nullish();

export const usageEvent = z.object({
  /** Epoch ms. */
  timestamp: count,
  userEmail: text,
  model: z.string(),
  kind: z.string(),
  isChargeable: z.boolean(),
  /** Cents; model cost and token fee after discount. */
  chargedCents: decimalText,
  /** Cents. */
  cursorTokenFee: decimalText.nullish(),
  /** Absent on events priced per request. */
  tokenUsage: z
    .object({
      inputTokens: count,
      outputTokens: count,
      cacheWriteTokens: count,
      cacheReadTokens: count,
      /** Cents. */
      totalCents: decimalText,
    })
    .nullish(),
  requestsCosts: decimalText.nullish(),
  conversationId: text,
  serviceAccountId: text,
  serviceAccountName: text,
});
export type UsageEvent = z.infer<typeof usageEvent>;

export const usageEventsPage = z.object({
  totalUsageEventsCount: z.number().int(),
  pagination: z.object({ hasNextPage: z.boolean() }),
  usageEvents: z.array(usageEvent),
});

export const teamMembers = z.object({
  teamMembers: z.array(z.object({ name: text, email: z.string(), isRemoved: z.boolean().nullish() })),
});
