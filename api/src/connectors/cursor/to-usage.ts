import { centsToNano } from '../../lib/money.ts';
import type { IdentityRef, UsageRecord } from '../usage-record.ts';
import type { UsageEvent } from './payloads.ts';

const HOUR_MS = 3_600_000;

/** Cursor gives events no id: everything that tells two events apart is the key. */
export function eventToUsage(event: UsageEvent): UsageRecord {
  const { tokenUsage } = event;
  const user = userIdentity(event);
  const at = Number(event.timestamp);
  return {
    key: [
      ...[event.timestamp, user?.externalId, event.model, event.kind, event.isChargeable],
      ...[event.chargedCents, event.cursorTokenFee, event.requestsCosts, event.conversationId],
      ...[tokenUsage?.inputTokens, tokenUsage?.outputTokens, tokenUsage?.cacheReadTokens],
      ...[tokenUsage?.cacheWriteTokens, tokenUsage?.totalCents],
    ].map((part) => String(part ?? '')),
    hour: new Date(at - (at % HOUR_MS)),
    isDayGrain: false,
    evidence: 'REPORTED',
    billingKind: event.isChargeable ? 'METERED' : 'INCLUDED',
    chargeClass: 'TOKENS',
    tool: 'cursor',
    model: event.model,
    currency: 'USD',
    requests: 1n,
    statedListNano: statedListNano(event),
    ...(event.isChargeable ? { chargeNano: centsToNano(event.chargedCents) } : {}),
    ...(user === undefined ? {} : { user }),
    ...(event.conversationId ? { session: event.conversationId } : {}),
    ...(tokenUsage == null
      ? {}
      : {
          inputTokens: tokenUsage.inputTokens,
          cacheReadTokens: tokenUsage.cacheReadTokens,
          cacheWrite5mTokens: tokenUsage.cacheWriteTokens,
          outputTokens: tokenUsage.outputTokens,
        }),
  };
}

/** What the tokens cost before discount, with Cursor's fee on them; an included event states what it would have cost. */
function statedListNano({ kind, isChargeable, tokenUsage, cursorTokenFee, chargedCents }: UsageEvent): bigint {
  if (!isChargeable && /errored|aborted/i.test(kind)) return 0n;
  const charged = centsToNano(chargedCents);
  if (tokenUsage == null || (!isChargeable && charged > 0n)) return charged;
  return centsToNano(tokenUsage.totalCents) + centsToNano(cursorTokenFee ?? '0');
}

function userIdentity({ serviceAccountId, serviceAccountName, userEmail }: UsageEvent): IdentityRef | undefined {
  if (serviceAccountId) {
    const name = serviceAccountName ? { name: serviceAccountName } : {};
    return { kind: 'SERVICE_ACCOUNT', externalId: serviceAccountId, ...name };
  }
  const email = userEmail?.trim().toLowerCase();
  return email ? { kind: 'USER', externalId: email, email } : undefined;
}
