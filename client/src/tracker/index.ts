export { createTracker } from './create-tracker.ts';
export { estimateTokens } from './estimate-tokens.ts';
export type { PaymentFeeRate, PaymentFeeTable } from './payment-fee.ts';
export type { Runtime } from './runtime.ts';
export type { AudioCall, EmbeddingCall, ImageCall, LLMCall, PaymentFee } from './tracked-call.ts';
export type { Tracker, VendorClient, WrapOptions } from './tracker.ts';
export type { DropReport, ErrorReport, FlushReport, TrackerHooks } from './tracker-hooks.ts';
export type { TrackerOptions } from './tracker-options.ts';
export type { Count, UsageContext, UsageEvent } from './usage-event.ts';
