import { estimateTokens } from './estimate-tokens.ts';
import { InvalidEvent } from './invalid-event.ts';
import { type PaymentFeeTable, paymentFee } from './payment-fee.ts';
import type { UsageContext, UsageEvent } from './usage-event.ts';

type Call<Quantity extends keyof UsageEvent> = UsageContext &
  Pick<UsageEvent, 'vendor' | 'model' | 'idempotencyKey' | 'occurredAt' | 'requestId' | 'serviceTier' | Quantity> &
  Pick<UsageEvent, 'requests' | 'cost' | 'currency' | 'isEstimated'>;

type Prompt = 'contextTokens' | 'inputTokens' | 'cacheReadTokens' | 'cacheWrite5mTokens' | 'cacheWrite1hTokens';

export type LLMCall = Call<Prompt | 'outputTokens' | 'reasoningTokens' | 'webSearches' | 'toolCalls' | 'speed'> & {
  /** Instead of `inputTokens` that are not known: estimated, looked at, and neither kept nor sent. */
  inputText?: string | undefined;
  /** Likewise instead of `outputTokens`. */
  outputText?: string | undefined;
};

export type EmbeddingCall = Call<'inputTokens'> & { inputText?: string | undefined };

export type ImageCall = Call<Prompt | 'outputTokens' | 'images'> & {
  /** Such as `1024x1024`; becomes the tag `image_size`. */
  size?: string | undefined;
  /** Becomes the tag `image_quality`. */
  quality?: string | undefined;
};

export type AudioCall = Call<'seconds' | 'characters' | 'inputTokens' | 'outputTokens'>;

export interface PaymentFee extends UsageContext {
  /** `stripe`, `paypal`, … */
  gateway: string;
  /** Decimal string: what the customer paid. */
  amount: string;
  /** ISO 4217 code. */
  currency: string;
  /** The gateway's id of the payment; the same payment counts once. */
  paymentId?: string | undefined;
  occurredAt?: Date | string | undefined;
  /** Decimal string: the fee where it is known, instead of the table's. */
  fee?: string | undefined;
}

export function llmEvent({ inputText, outputText, ...call }: LLMCall): UsageEvent {
  return { ...call, ...estimated(call, 'inputTokens', inputText), ...estimated(call, 'outputTokens', outputText) };
}

export function embeddingEvent({ inputText, ...call }: EmbeddingCall): UsageEvent {
  return { ...call, ...estimated(call, 'inputTokens', inputText) };
}

export function imageEvent({ size, quality, ...call }: ImageCall): UsageEvent {
  return { images: 1, ...call, tags: { ...imageTags(size, quality), ...call.tags } };
}

export function audioEvent(call: AudioCall): UsageEvent {
  return call;
}

/** Size and quality decide the price of an image; they travel as tags. */
export function imageTags(size: string | undefined, quality: string | undefined): Record<string, string> {
  return { ...(size ? { image_size: size } : {}), ...(quality ? { image_quality: quality } : {}) };
}

/** @throws InvalidEvent when the table knows no fee, or the amount is no decimal string */
export function paymentFeeEvent(payment: PaymentFee, table: PaymentFeeTable): UsageEvent {
  const { gateway, amount, paymentId, fee, ...rest } = payment;
  const vendor = gateway.toLowerCase();
  return {
    ...rest,
    ...(paymentId ? { requestId: paymentId, idempotencyKey: `payment:${vendor}:${paymentId}`.slice(0, 200) } : {}),
    vendor,
    model: 'payment',
    cost: fee ?? paymentFee(table, gateway, rest.currency, amount),
    tags: { payment_amount: amount, ...rest.tags },
  };
}

function estimated(call: UsageEvent, field: 'inputTokens' | 'outputTokens', text: unknown): Partial<UsageEvent> {
  if (text === undefined || call[field] !== undefined) return {};
  if (typeof text !== 'string') throw new InvalidEvent(field, text, 'Give a string or its count of tokens.');
  return { [field]: estimateTokens(text), isEstimated: true };
}
