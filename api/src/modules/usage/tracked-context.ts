import type { Pool, PoolClient } from 'pg';
import type { Actor } from '../../graphql/context.ts';
import type { DiscountSpan } from '../../sync/price-book.sql.ts';
import { loadDiscounts, loadPriceBook } from '../../sync/price-book.sql.ts';
import type { PriceBook } from '../../sync/price-usage.ts';
import { linkKeyHints, linkMembers, type TrackedLink } from '../../sync/tracked-links.sql.ts';
import { coveredTools, type IsCovered } from './covered-tools.sql.ts';
import { sessionScope } from './session-scope.ts';
import { findOrCreateIdentities, membersByEmail, type ToldIdentity } from './tracked-identities.sql.ts';
import {
  findOrCreateModels,
  findOrCreateNames,
  findOrCreateSessions,
  NAMED,
  type Names,
  type ToldSession,
} from './tracked-names.sql.ts';
import type { CheckedEvent, EventText } from './usage-event.ts';

/** What the caller's token is bound to; 0: nothing. */
export interface Binding {
  /** The caller's own address; empty: nobody's (a job). */
  email: string;
  connectionId: number;
  apiKeyIdentityId: number;
  tokenName: string;
}

/** Ids behind everything a batch of events names, and what prices and links them. */
export interface TrackedContext {
  zone: string;
  /** Currencies that can be reported. */
  currencies: ReadonlySet<string>;
  names: Record<keyof typeof NAMED, Names>;
  models: Names;
  sessions: Names;
  members: Names;
  identities: Names;
  links: { keys: ReadonlyMap<string, TrackedLink>; seats: ReadonlyMap<string, TrackedLink> };
  connections: ReadonlyMap<number, { vendorId: number; currency: string; discounts: readonly DiscountSpan[] }>;
  isCovered: IsCovered;
  books: ReadonlyMap<number, PriceBook>;
  created: Record<'agents' | 'projects', string[]>;
}

const distinct = (events: readonly CheckedEvent[], field: EventText) =>
  new Set(events.map(({ texts }) => texts[field]).filter((text) => text !== ''));

/** Finds or creates every dimension the events name; dimensions are written before facts. */
export async function loadTrackedContext(
  pool: Pool,
  client: PoolClient,
  { actor, binding, events }: { actor: Actor; binding: Binding; events: readonly CheckedEvent[] },
): Promise<TrackedContext> {
  const owner = actor.kind === 'PERSON' || actor.kind === 'TOKEN' ? actor.memberId : null;
  const made = (name: keyof typeof NAMED) => findOrCreateNames(client, NAMED[name], distinct(events, name), owner);
  const vendors = await made('vendor');
  const tools = await made('tool');
  const agents = await made('agent');
  const projects = await made('project');
  const purposes = await made('purpose');
  const customers = await made('customer');
  const vendorOf = ({ texts }: CheckedEvent) => vendors.ids.get(texts.vendor) ?? 0;
  const known = events.filter((event) => vendorOf(event) !== 0);
  const models = await findOrCreateModels(client, distinctModels(known, vendorOf));
  const sessions = await findOrCreateSessions(client, distinctSessions(known, vendorOf));
  const emails = distinct(known, 'member');
  const members = await membersByEmail(client, [...emails]);
  const told = identitiesOf(known, vendorOf, members, actor, binding);
  const identities = await findOrCreateIdentities(client, told);
  const memberIds = [...new Set([...members.values(), ...(owner === null ? [] : [owner])])];
  const vendorIds = [...new Set(known.map(vendorOf))].sort((a, b) => a - b);
  const keys = await linkKeyHints(client, distinctHints(known, vendorOf));
  const seats = await linkMembers(
    client,
    vendorIds.flatMap((vendorId) => memberIds.map((memberId) => ({ vendorId, memberId }))),
  );
  const connections = await loadConnections(client, [
    binding.connectionId,
    ...[...keys.values(), ...seats.values()].map(({ connectionId }) => connectionId),
  ]);
  const books = new Map<number, PriceBook>();
  for (const vendorId of vendorIds) books.set(vendorId, await loadPriceBook(pool, client, vendorId));
  const { zone, currencies } = await loadReporting(client);
  return {
    zone,
    currencies,
    names: {
      vendor: vendors.ids,
      tool: tools.ids,
      agent: agents.ids,
      project: projects.ids,
      purpose: purposes.ids,
      customer: customers.ids,
    },
    models,
    sessions,
    members,
    identities,
    links: { keys, seats },
    connections,
    isCovered: await coveredTools(client, memberIds),
    books,
    created: { agents: agents.created, projects: projects.created },
  };
}

type VendorOf = (event: CheckedEvent) => number;

function distinctModels(events: readonly CheckedEvent[], vendorOf: VendorOf) {
  const models = new Map<string, { vendorId: number; name: string }>();
  for (const event of events) {
    const model = { vendorId: vendorOf(event), name: event.texts.model };
    models.set(`${model.vendorId} ${model.name}`, model);
  }
  return [...models.values()];
}

function distinctSessions(events: readonly CheckedEvent[], vendorOf: VendorOf): ToldSession[] {
  const sessions = new Map<string, ToldSession>();
  for (const event of events) {
    const { sessionId, parentSessionId, branch } = event.texts;
    const scope = sessionScope(event.texts.tool, vendorOf(event));
    if (sessionId !== '') {
      const known = sessions.get(`${scope} ${sessionId}`);
      const told = { parent: known?.parent || parentSessionId, branch: known?.branch || branch };
      sessions.set(`${scope} ${sessionId}`, { scope, externalId: sessionId, ...told });
    }
    if (sessionId !== '' && parentSessionId !== '' && !sessions.has(`${scope} ${parentSessionId}`))
      sessions.set(`${scope} ${parentSessionId}`, { scope, externalId: parentSessionId, parent: '', branch: '' });
  }
  return [...sessions.values()];
}

function distinctHints(events: readonly CheckedEvent[], vendorOf: VendorOf) {
  const hints = new Map<string, { vendorId: number; hint: string }>();
  for (const event of events) {
    const told = { vendorId: vendorOf(event), hint: event.texts.apiKeyHint };
    if (told.hint !== '') hints.set(`${told.vendorId} ${told.hint}`, told);
  }
  return [...hints.values()];
}

/** Identities that stand for what has no connection: a key by its hint, else the API token, and unknown members. */
function identitiesOf(
  events: readonly CheckedEvent[],
  vendorOf: VendorOf,
  members: Names,
  actor: Actor,
  binding: Binding,
): ToldIdentity[] {
  const told: ToldIdentity[] = [];
  const seen = new Set<string>();
  for (const event of events) {
    const { member, apiKeyHint } = event.texts;
    const vendorId = vendorOf(event);
    const key = `${vendorId} ${member} ${apiKeyHint}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (member !== '' && !members.has(member))
      told.push({ vendorId, kind: 'USER', externalId: member, name: member, email: member });
    if (apiKeyHint !== '')
      told.push({ vendorId, kind: 'API_KEY', externalId: apiKeyHint, name: `…${apiKeyHint}`, hint: apiKeyHint });
    else if (actor.kind === 'TOKEN')
      told.push({ vendorId, kind: 'TOKEN', externalId: String(actor.tokenId), name: binding.tokenName });
  }
  return told;
}

async function loadConnections(client: PoolClient, ids: readonly number[]) {
  const { rows } = await client.query<{ id: number; vendorId: number; currency: string }>(
    'SELECT id, vendor_id AS "vendorId", currency FROM connection WHERE id = ANY($1::int[])',
    [[...new Set(ids)]],
  );
  const connections = new Map<number, { vendorId: number; currency: string; discounts: DiscountSpan[] }>();
  for (const { id, vendorId, currency } of rows)
    connections.set(id, { vendorId, currency, discounts: await loadDiscounts(client, id) });
  return connections;
}

/** Held to the end of the transaction: whoever changes the zone waits, and then finds the days of these rows. */
async function loadReporting(client: PoolClient): Promise<{ zone: string; currencies: Set<string> }> {
  const { rows } = await client.query<{ zone: string; currency: string }>(
    'SELECT reporting_zone AS zone, reporting_currency AS currency FROM organization WHERE id = 1 FOR SHARE',
  );
  const [organization] = rows;
  const rates = await client.query<{ base: string }>('SELECT DISTINCT base FROM exchange_rate WHERE quote = $1', [
    organization?.currency ?? '',
  ]);
  const currencies = new Set(rates.rows.map(({ base }) => base));
  if (organization) currencies.add(organization.currency);
  return { zone: organization?.zone ?? 'UTC', currencies };
}
