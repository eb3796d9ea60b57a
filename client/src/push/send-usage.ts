import { RecordSessionUsageDocument } from '../gql/graphql.ts';
import { request, requireDone } from '../server/request.ts';
import type { SendOptions, ServerAddress } from '../server/send.ts';
import type { Send } from './outbox.ts';

/** Sends usage with `recordUsage`. Sent twice it counts once, so that it is tried again whatever became of it. */
export function usageSender(address: ServerAddress, options: SendOptions = {}): Send {
  return async (events) => {
    const input = { source: 'SESSION_FILE' as const, events: [...events] };
    const { recordUsage } = await request(
      address,
      RecordSessionUsageDocument,
      { input },
      { isRepeatable: true, ...options },
    );
    const { accepted, duplicates, results } = requireDone(recordUsage);
    return { accepted, duplicates, rejections: results };
  };
}
