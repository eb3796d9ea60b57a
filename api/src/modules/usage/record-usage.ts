import type { PoolClient } from 'pg';
import { db, pool } from '../../db.ts';
import type { Actor, Context } from '../../graphql/context.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { inRetriedTransaction } from '../../lib/transaction.ts';
import { createTurns } from '../../lib/turns.ts';
import { storeTracked } from '../../sync/store-tracked.ts';
import type { StoredRow } from '../../sync/stored-row.ts';
import type { TrackedSource } from '../../sync/tracked-source.ts';
import { usageEvents } from '../../sync/usage-events.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../auth/permissions.ts';
import { checkUsageEvent } from './check-usage-event.ts';
import { auditCreatedNames } from './created-names.sql.ts';
import { hourDates, type TrackedCaller, toTrackedRow } from './to-tracked-row.ts';
import { type Binding, loadTrackedContext, type TrackedContext } from './tracked-context.ts';
import { trackedKey } from './tracked-key.ts';
import type { CheckedEvent, Refusal, UsageEvent } from './usage-event.ts';

export interface UsageEventOutcome {
  /** Position in the events sent. */
  index: number;
  status: 'ACCEPTED' | 'DUPLICATE' | 'REJECTED';
  field?: string;
  message?: string;
}

export interface RecordedUsage {
  accepted: number;
  duplicates: number;
  rejected: number;
  results: UsageEventOutcome[];
}

export interface RecordUsageInput {
  source: TrackedSource;
  events: readonly UsageEvent[];
  /** Runs first in the transaction that stores the events; what it throws refuses them all. */
  alongside?: (client: PoolClient) => Promise<void>;
}

const MOST_EVENTS = 5_000;
/** Rows are looked up by their keys; the planner, which takes a batch for large, would rather read the whole table. */
const BY_KEY = { settings: ['enable_hashjoin = off', 'enable_mergejoin = off'] };
const refusal = 'More usage is being pushed than can be stored at once.';
const turnOfCaller = createTurns({ running: 2, waiting: 30, refusal, pauseSeconds: 2 });
const turnOfAll = createTurns({ running: 4, waiting: 120, refusal, pauseSeconds: 2 });

/**
 * Stores tracked requests; each counts once whoever sends it, and how often. Days are rebuilt soon after, not here.
 * @throws UnauthenticatedError | ForbiddenError | InvalidInputError | ConflictError | RateLimitedError: send it later
 */
export async function recordUsage(context: Context, input: RecordUsageInput): Promise<RecordedUsage> {
  const { actor } = context;
  requireScope(actor, 'USAGE_WRITE');
  const { source, events, alongside } = input;
  if (events.length === 0 || events.length > MOST_EVENTS)
    throw new InvalidInputError(
      'events',
      events.length,
      `holds ${events.length} events.`,
      `Send 1 to ${MOST_EVENTS} at once.`,
    );
  return turnOfCaller(callerKey(actor), () =>
    turnOfAll('all', async () => {
      const caller = { actor, source, binding: await bindingOf(actor) };
      const { checked, refused } = checkAll(events, caller, context.clock());
      const stored =
        checked.length === 0
          ? new Map<number, UsageEventOutcome>()
          : await inRetriedTransaction(
              pool,
              async (client) => {
                await alongside?.(client);
                return storeEvents(client, checked, caller);
              },
              BY_KEY,
            );
      const results = events.map(
        (_event, index) => refused.get(index) ?? stored.get(index) ?? { index, status: 'DUPLICATE' as const },
      );
      if (results.some(({ status }) => status === 'ACCEPTED')) usageEvents.emit('pushed');
      return summary(results);
    }),
  );
}

function callerKey(actor: Actor): string {
  return actor.kind === 'TOKEN' ? `token ${actor.tokenId}` : `member ${actorMemberId(actor) ?? 0}`;
}

async function bindingOf(actor: Actor): Promise<Binding> {
  const memberId = actorMemberId(actor);
  const organization = await db.organization.count();
  if (organization === 0) throw new ConflictError('organization', 'Set up the organization before usage is recorded.');
  const member = memberId === undefined ? null : await db.member.findUnique({ where: { id: memberId } });
  const none = { email: member?.email ?? '', connectionId: 0, apiKeyIdentityId: 0, tokenName: '' };
  if (actor.kind !== 'TOKEN') return none;
  const token = await db.apiToken.findUniqueOrThrow({ where: { id: actor.tokenId } });
  const { connectionId, apiKeyIdentityId, name } = token;
  return { ...none, connectionId: connectionId ?? 0, apiKeyIdentityId: apiKeyIdentityId ?? 0, tokenName: name };
}

function checkAll(events: readonly UsageEvent[], { actor, binding }: TrackedCaller, now: Date) {
  const mayNameOthers = actorIsAdmin(actor);
  const checked: CheckedEvent[] = [];
  const refused = new Map<number, UsageEventOutcome>();
  events.forEach((event, index) => {
    const result = checkUsageEvent(event, index, now);
    const problem = 'message' in result ? result : mayNameOthers ? undefined : strangerIn(result, binding);
    if (problem) refused.set(index, { index, status: 'REJECTED', ...problem });
    else if (!('message' in result)) checked.push(result);
  });
  return { checked, refused };
}

function strangerIn({ texts: { member } }: CheckedEvent, { email }: Binding): Refusal | undefined {
  if (member === '' || member === email) return undefined;
  const message = `member: only an administrator's token may record usage of ${member}. Leave it out, or use that member's own token.`;
  return { field: 'member', message };
}

async function storeEvents(
  client: PoolClient,
  events: readonly CheckedEvent[],
  caller: TrackedCaller,
): Promise<Map<number, UsageEventOutcome>> {
  const { actor, binding, source } = caller;
  const context = await loadTrackedContext(pool, client, { actor, binding, events });
  await auditCreatedNames(client, actor, context.created);
  const outcomes = new Map<number, UsageEventOutcome>();
  const rows = new Map<string, { row: StoredRow; event: CheckedEvent }>();
  const datesOf = hourDates(context.zone);
  for (const event of events) {
    const key = trackedKey(event, source, event.texts.member || binding.email);
    const known = rows.get(key.naturalKey);
    if (known && known.event.size >= event.size) continue;
    const row = toTrackedRow(event, key, datesOf(event.at), caller, context);
    if ('message' in row) outcomes.set(event.index, { index: event.index, status: 'REJECTED', ...row });
    else rows.set(key.naturalKey, { row, event });
  }
  const ordered = [...rows.values()].sort((a, b) => (a.row.naturalKey < b.row.naturalKey ? -1 : 1));
  const eventOf = (row: StoredRow) => rows.get(row.naturalKey)?.event;
  const stored = await storeTracked(
    client,
    ordered.map(({ row }) => row),
    (row, kept) => repriced(row, eventOf(row), kept, { caller, context, datesOf }),
  );
  for (const { row, event } of ordered) if (stored.has(row.naturalKey)) outcomes.set(event.index, accepted(event));
  return outcomes;
}

function accepted({ index, note }: CheckedEvent): UsageEventOutcome {
  return note === undefined
    ? { index, status: 'ACCEPTED' }
    : { index, status: 'ACCEPTED', field: 'occurredAt', message: note };
}

/** The row with the prices of the one it takes the place of. */
function repriced(
  row: StoredRow,
  event: CheckedEvent | undefined,
  kept: Parameters<Parameters<typeof storeTracked>[2]>[1],
  {
    caller,
    context,
    datesOf,
  }: { caller: TrackedCaller; context: TrackedContext; datesOf: ReturnType<typeof hourDates> },
): StoredRow {
  if (!event) return row;
  const { naturalKey, shard } = row;
  const priced = toTrackedRow(event, { naturalKey, shard }, datesOf(event.at), caller, context, kept);
  return 'message' in priced ? row : priced;
}

function summary(results: UsageEventOutcome[]): RecordedUsage {
  const count = (status: UsageEventOutcome['status']) => results.filter((result) => result.status === status).length;
  return { accepted: count('ACCEPTED'), duplicates: count('DUPLICATE'), rejected: count('REJECTED'), results };
}
