import type { Actor } from '../../graphql/context.ts';
import { encodeGlobalId } from '../../graphql/global-id.ts';

/** Who asked for a sync run, as its row keeps it. */
export function triggerOf(actor: Actor): string {
  if (actor.kind === 'PERSON') return encodeGlobalId('Member', actor.memberId);
  if (actor.kind === 'TOKEN') return encodeGlobalId('ApiToken', actor.tokenId);
  return actor.kind === 'JOB' ? actor.name : 'anonymous';
}
