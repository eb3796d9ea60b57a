import { type Answer, askServer, asRecord, type ServerAccess } from './ask-server.ts';

export interface Rejection {
  /** Of the event in the batch. */
  index: number;
  field: string | undefined;
  message: string;
}

export type BatchAnswer =
  | { kind: 'recorded'; accepted: number; duplicates: number; rejections: Rejection[] }
  | Exclude<Answer, { kind: 'data' }>;

export const RECORD_USAGE = `mutation TrackerRecordUsage($input: RecordUsageInput!) {
  recordUsage(input: $input) {
    __typename
    ... on RecordUsagePayload { accepted duplicates results { index status field message } }
    ... on Error { message }
  }
}`;

const BEFORE = `{"query":${JSON.stringify(RECORD_USAGE)},"variables":{"input":{"source":"SDK","events":[`;

/** Sends events, each the JSON of a `UsageEventInput`, in one request. Never rejects. */
export async function sendBatch(
  access: ServerAccess,
  events: readonly string[],
  timeoutMs: number,
): Promise<BatchAnswer> {
  const answer = await askServer(access, `${BEFORE}${events.join(',')}]}}}`, timeoutMs);
  return answer.kind === 'data' ? readPayload(asRecord(answer.data.recordUsage)) : answer;
}

function readPayload(payload: Record<string, unknown> | undefined): BatchAnswer {
  const { __typename: type, message, results } = payload ?? {};
  if (type === 'InvalidInputError') return { kind: 'refused', message: String(message) };
  if (type !== 'RecordUsagePayload' || !Array.isArray(results)) {
    return {
      kind: 'retry',
      message: typeof message === 'string' ? message : 'an answer that says nothing of the events',
    };
  }
  const rejections = results.flatMap((result) => {
    const { index, status, field, message: why } = asRecord(result) ?? {};
    if (status !== 'REJECTED' || typeof index !== 'number') return [];
    return [{ index, field: typeof field === 'string' ? field : undefined, message: String(why ?? 'rejected') }];
  });
  return { kind: 'recorded', accepted: Number(payload?.accepted), duplicates: Number(payload?.duplicates), rejections };
}
