export type SentUsage = Record<string, unknown> & { idempotencyKey: string };

/** The end of `recordUsage` that a tracker sees: keeps each key once, as the server's contract says. */
export function createReceiver() {
  const stored = new Map<string, SentUsage>();
  const batches: number[] = [];

  function record(events: readonly SentUsage[]) {
    batches.push(events.length);
    let duplicates = 0;
    const results: { index: number; status: string; field: string; message: string }[] = [];
    for (const [index, event] of events.entries()) {
      if (event.model === 'refused') results.push({ index, status: 'REJECTED', field: 'model', message: 'is refused' });
      else if (stored.has(event.idempotencyKey)) duplicates += 1;
      else stored.set(event.idempotencyKey, event);
    }
    const accepted = events.length - duplicates - results.length;
    const payload = { __typename: 'RecordUsagePayload', accepted, duplicates, rejected: results.length, results };
    return Response.json({ data: { recordUsage: payload } });
  }

  return {
    stored,
    /** Sizes of what came, in order. */
    batches,
    events: () => [...stored.values()],
    /** Answers a request as the server does. */
    answer(body: unknown): Response {
      if (typeof body !== 'string') throw new Error('the tracker sends text');
      return record(JSON.parse(body).variables.input.events);
    },
  };
}
