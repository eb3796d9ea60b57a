import type { Refusal, UsageEvent } from '../usage-event.ts';
import type { OtlpPoint, OtlpRecord } from './otlp-records.ts';

/** What a log record or span says of usage; undefined: nothing. `now` stands in for a time that is not told. */
export type ReadRecord = (record: OtlpRecord, now: Date) => UsageEvent | Refusal | undefined;

/** What the tokens of a point are. `amount` is what came in with it. */
export type ReadPoint = (point: OtlpPoint, amount: bigint, now: Date) => UsageEvent | Refusal | undefined;

export const isRefusal = (read: UsageEvent | Refusal): read is Refusal => 'field' in read;
