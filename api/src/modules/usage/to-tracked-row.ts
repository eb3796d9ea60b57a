import type { Actor } from '../../graphql/context.ts';
import { type Day, dayInZone, utcDay } from '../../lib/calendar.ts';
import { type PriceBasis, priceRow, UNPRICED } from '../../sync/price-row.ts';
import type { StoredRow } from '../../sync/stored-row.ts';
import type { TrackedSource } from '../../sync/tracked-source.ts';
import { sessionScope } from './session-scope.ts';
import type { Binding, TrackedContext } from './tracked-context.ts';
import type { TrackedKey } from './tracked-key.ts';
import { NAMED } from './tracked-names.sql.ts';
import type { CheckedEvent, Refusal } from './usage-event.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_CURRENCY = 'USD';

export interface TrackedCaller {
  actor: Actor;
  binding: Binding;
  source: TrackedSource;
}

interface Dates {
  hour: string;
  billingDay: Day;
  day: Day;
}

/** Dates of an hour, remembered: a batch has few hours. */
export function hourDates(zone: string): (at: Date) => Dates {
  const known = new Map<number, Dates>();
  return (at) => {
    const start = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
    let dates = known.get(start);
    if (!dates) {
      const hour = new Date(start);
      dates = { hour: hour.toISOString(), billingDay: utcDay(hour), day: dayInZone(hour, zone) };
      known.set(start, dates);
    }
    return dates;
  };
}

const NAMED_FIELDS = Object.keys(NAMED) as (keyof typeof NAMED)[];
const NAME_LIMIT = (field: string) =>
  `${field}: more new names than a batch may bring, or than there may be at all. Use names that stay the same from request to request.`;

/** A row of usage_bucket, priced; or why the event cannot be one. `kept`: what its stored predecessor was priced with. */
export function toTrackedRow(
  event: CheckedEvent,
  key: TrackedKey,
  dates: Dates,
  caller: TrackedCaller,
  context: TrackedContext,
  kept: PriceBasis = UNPRICED,
): StoredRow | Refusal {
  const { texts } = event;
  for (const field of NAMED_FIELDS)
    if (texts[field] !== '' && !context.names[field].has(texts[field])) return { field, message: NAME_LIMIT(field) };
  const vendorId = context.names.vendor.get(texts.vendor) ?? 0;
  const toolId = context.names.tool.get(texts.tool) ?? 0;
  const { memberId, userIdentityId } = ownerOf(event, vendorId, caller, context);
  const isCovered = memberId !== 0 && toolId !== 0 && context.isCovered(memberId, vendorId, toolId, dates.day);
  const billingKind = event.billingKind ?? (isCovered ? 'INCLUDED' : 'METERED');
  const place = placeOf(event, { vendorId, memberId, userIdentityId, billingKind }, caller, context);
  const connection = context.connections.get(place.connectionId);
  const currency = (event.costNano !== null && texts.currency) || connection?.currency || DEFAULT_CURRENCY;
  if (connection && currency !== connection.currency)
    return {
      field: 'currency',
      message: `currency: the connection this usage is linked to is billed in ${connection.currency}, not in ${currency}. Send the cost in ${connection.currency}, or none.`,
    };
  if (!context.currencies.has(currency))
    return {
      field: 'currency',
      message: `currency: there is no exchange rate from ${currency}. Ask an administrator to add one with setExchangeRate, then send the event again.`,
    };
  const book = context.books.get(vendorId);
  if (!book) return { field: 'vendor', message: NAME_LIMIT('vendor') };
  const isIncluded = billingKind === 'INCLUDED';
  const row: StoredRow = {
    shard: key.shard,
    naturalKey: key.naturalKey,
    connectionId: place.connectionId,
    stream: caller.source,
    evidence: 'TRACKED',
    billingKind,
    chargeClass: 'TOKENS',
    hour: dates.hour,
    isDayGrain: false,
    billingDay: dates.billingDay,
    day: dates.day,
    periodUntil: null,
    vendorId,
    toolId,
    modelId: context.models.get(`${vendorId} ${texts.model}`) ?? 0,
    userIdentityId: place.userIdentityId,
    apiKeyIdentityId: place.apiKeyIdentityId,
    workspaceIdentityId: 0,
    memberId,
    agentId: texts.agent === '' ? tokenAgent(caller.actor) : (context.names.agent.get(texts.agent) ?? 0),
    projectId: context.names.project.get(texts.project) ?? 0,
    sessionId:
      texts.sessionId === ''
        ? 0
        : (context.sessions.get(`${sessionScope(texts.tool, vendorId)} ${texts.sessionId}`) ?? 0),
    purposeId: context.names.purpose.get(texts.purpose) ?? 0,
    customerId: context.names.customer.get(texts.customer) ?? 0,
    serviceTier: texts.serviceTier,
    contextOver: event.contextOver,
    speed: texts.speed,
    inputTokens: event.inputTokens,
    cacheReadTokens: event.cacheReadTokens,
    cacheWrite5mTokens: event.cacheWrite5mTokens,
    cacheWrite1hTokens: event.cacheWrite1hTokens,
    outputTokens: event.outputTokens,
    reasoningTokens: event.reasoningTokens,
    requests: event.requests,
    images: event.images,
    seconds: event.seconds,
    characters: event.characters,
    webSearches: event.webSearches,
    toolCalls: event.toolCalls,
    sessions: null,
    currency,
    chargeNano: isIncluded ? null : event.costNano,
    statedListNano: isIncluded ? event.costNano : null,
    priceRevisionId: null,
    discountMillionths: null,
    listValueNano: null,
    costNano: null,
    isDetailOnly: false,
    isCounted: true,
    spendNano: 0n,
    isEstimated: event.isEstimated,
    hasRequestId: texts.requestId !== '',
    isBillingTold: event.billingKind !== null,
    tags: event.tags,
  };
  const priced = priceRow(
    {
      inputTokens: row.inputTokens,
      cacheReadTokens: row.cacheReadTokens,
      cacheWrite5mTokens: row.cacheWrite5mTokens,
      cacheWrite1hTokens: row.cacheWrite1hTokens,
      outputTokens: row.outputTokens,
      requests: row.requests,
      images: row.images,
      seconds: row.seconds,
      characters: row.characters,
      webSearches: row.webSearches,
      toolCalls: row.toolCalls,
      evidence: 'TRACKED',
      billingKind,
      chargeNano: row.chargeNano,
      statedListNano: row.statedListNano,
      model: texts.model,
      day: dates.billingDay,
      contextOver: row.contextOver,
      serviceTier: row.serviceTier,
      speed: row.speed,
    },
    book,
    connection?.discounts ?? [],
    kept,
  );
  row.priceRevisionId = priced.priceRevisionId;
  row.discountMillionths = priced.discountMillionths;
  row.listValueNano = priced.listValueNano;
  row.costNano = priced.costNano;
  row.spendNano = priced.costNano ?? 0n;
  return row;
}

const tokenAgent = (actor: Actor) => (actor.kind === 'TOKEN' ? (actor.agentId ?? 0) : 0);

/** The member named, else the caller; an unknown address stays an identity, for the inbox. */
function ownerOf({ texts }: CheckedEvent, vendorId: number, { actor }: TrackedCaller, context: TrackedContext) {
  const { member } = texts;
  if (member === '')
    return { memberId: actor.kind === 'PERSON' || actor.kind === 'TOKEN' ? actor.memberId : 0, userIdentityId: 0 };
  const memberId = context.members.get(member);
  if (memberId !== undefined) return { memberId, userIdentityId: 0 };
  return { memberId: 0, userIdentityId: context.identities.get(`${vendorId} USER ${member}`) ?? 0 };
}

/** The bill it is on: the token's connection, that of the key or of the member's seat, or none that is known. */
function placeOf(
  { texts }: CheckedEvent,
  row: { vendorId: number; memberId: number; userIdentityId: number; billingKind: 'METERED' | 'INCLUDED' },
  { actor, binding }: TrackedCaller,
  { links, connections, identities }: TrackedContext,
): Pick<StoredRow, 'connectionId' | 'apiKeyIdentityId' | 'userIdentityId'> {
  const { vendorId } = row;
  const seat = row.billingKind === 'INCLUDED' ? links.seats.get(`${vendorId} ${row.memberId}`) : undefined;
  const key = links.keys.get(`${vendorId} ${texts.apiKeyHint}`);
  const seatAt = (connectionId: number) => (seat?.connectionId === connectionId ? seat.identityId : 0);
  if (connections.get(binding.connectionId)?.vendorId === vendorId) {
    const { connectionId } = binding;
    const apiKeyIdentityId = key?.connectionId === connectionId ? key.identityId : binding.apiKeyIdentityId;
    return { connectionId, apiKeyIdentityId, userIdentityId: seatAt(connectionId) };
  }
  if (key) {
    const { connectionId, identityId } = key;
    return { connectionId, apiKeyIdentityId: identityId, userIdentityId: seatAt(connectionId) };
  }
  if (seat) return { connectionId: seat.connectionId, apiKeyIdentityId: 0, userIdentityId: seat.identityId };
  const unlinked =
    texts.apiKeyHint === '' ? `TOKEN ${actor.kind === 'TOKEN' ? actor.tokenId : ''}` : `API_KEY ${texts.apiKeyHint}`;
  return {
    connectionId: 0,
    apiKeyIdentityId: identities.get(`${vendorId} ${unlinked}`) ?? 0,
    userIdentityId: row.userIdentityId,
  };
}
