import { db } from '../../db.ts';
import { rebuildStaleDays } from '../../sync/rebuild-days.ts';
import { createOrganization, createToken } from '../../test/factories.ts';
import type { TestApi, TestClient } from '../../test/graphql-client.ts';
import { installPriceCatalogue } from '../pricing/install-price-catalogue.ts';

export interface TestEvent {
  idempotencyKey: string;
  [field: string]: unknown;
}

/** An event of the day before the test's clock; what is left out is the same on every one. */
export const trackedEvent = (idempotencyKey: string, overrides: Record<string, unknown> = {}): TestEvent => ({
  idempotencyKey,
  occurredAt: '2026-11-14T10:20:00Z',
  vendor: 'anthropic',
  model: 'claude-opus-4-5',
  inputTokens: '1000',
  outputTokens: '100',
  ...overrides,
});

export interface Recorded {
  accepted: number;
  duplicates: number;
  rejected: number;
  results: { index: number; status: string; field: string | null; message: string | null }[];
}

const RECORD = `mutation Record($input: RecordUsageInput!) { recordUsage(input: $input) {
  __typename ... on Error { code message }
  ... on RecordUsagePayload { accepted duplicates rejected results { index status field message } } } }`;

export async function record(client: TestClient, source: string, events: readonly TestEvent[]): Promise<Recorded> {
  const { recordUsage } = await client.query<{ recordUsage: Recorded }>(RECORD, { input: { source, events } });
  return recordUsage;
}

/** An organization with the price list, and a member whose token pushes. */
export async function startTracking(member: { id: number }, api: TestApi) {
  await createOrganization({ allowedDomains: ['acme.test'] });
  await installPriceCatalogue();
  return api.withToken(await createToken({ member, scopes: ['USAGE_WRITE'] }));
}

export interface Totals {
  tokens: string;
  spend: string;
  list: string;
  requests: string;
}

/** What counts after every day is rebuilt, over everything. */
export async function countedTotals(api: TestApi): Promise<Totals> {
  await rebuildStaleDays(api.database.pool);
  const { rows } = await api.database.pool.query<Totals>(
    `SELECT coalesce(sum(input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens + output_tokens), 0)::text AS tokens,
       coalesce(sum(spend_nano), 0)::text AS spend, coalesce(sum(list_value_nano), 0)::text AS list, coalesce(sum(requests), 0)::text AS requests
     FROM usage_day`,
  );
  const [totals] = rows;
  if (!totals) throw new Error('a sum always has a row');
  return totals;
}

/** Stored rows with the names behind their ids. */
export async function storedEvents(api: TestApi) {
  const { rows } = await api.database.pool.query(
    `SELECT b.stream, b.connection_id, b.billing_kind, b.is_counted, b.hour, b.input_tokens::text, b.output_tokens::text, b.spend_nano::text,
       b.list_value_nano::text, b.currency, m.email, a.name AS agent, p.name AS project, u.name AS purpose, c.external_id AS customer,
       s.external_id AS session, s.branch, ps.external_id AS parent, t.code AS tool, b.tags, k.external_id AS key, k.kind AS key_kind
     FROM usage_bucket b LEFT JOIN member m ON m.id = b.member_id LEFT JOIN agent a ON a.id = b.agent_id
       LEFT JOIN project p ON p.id = b.project_id LEFT JOIN purpose u ON u.id = b.purpose_id LEFT JOIN customer c ON c.id = b.customer_id
       LEFT JOIN agent_session s ON s.id = b.session_id LEFT JOIN agent_session ps ON ps.id = s.parent_id
       LEFT JOIN tool t ON t.id = b.tool_id LEFT JOIN identity k ON k.id = b.api_key_identity_id
     WHERE NOT b.is_residual ORDER BY b.hour, b.stream, b.input_tokens`,
  );
  return rows;
}

export const vendorId = async (code: string) => (await db.vendor.findUniqueOrThrow({ where: { code } })).id;
