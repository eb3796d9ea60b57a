import type { Refusal, UsageEvent } from '../usage-event.ts';
import type { OtlpPoint, OtlpRecord } from './otlp-records.ts';

/** What a log record or span says of usage; undefined: nothing. `now` stands in for a time that is not told. */
export type ReadRecord = (record: OtlpRecord, now: Date) => UsageEvent | Refusal | undefined;

/** Left out, though not for a fault: the exporter is told, and nothing counts as rejected. */
export interface Ignored {
  warning: string;
}

/** What the tokens of a point are. `amount` is what came in with it. */
export type ReadPoint = (point: OtlpPoint, amount: bigint, now: Date) => UsageEvent | Refusal | Ignored | undefined;

export const isRefusal = (read: UsageEvent | Refusal | Ignored): read is Refusal => 'field' in read;
export const isIgnored = (read: UsageEvent | Refusal | Ignored): read is Ignored => 'warning' in read;
