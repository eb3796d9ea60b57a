import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAdmin, createOrganization } from '../../test/factories.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { NOW, PIVOT, type PivotData } from './acme-fixture.ts';
import { readPivot } from './read-pivot.ts';

const CUSTOMERS = 600;
const DAYS = 400;

let api: TestApi;
let admin: { id: number };
beforeAll(async () => {
  api = await createTestApi({ now: NOW });
  await createOrganization();
  admin = await createAdmin();
  // One row per customer on the first day, and one per day of the first customer.
  await api.database.pool.query(
    `INSERT INTO usage_day (member_id, connection_id, billing_day, day, month, billing_month, team_id, agent_id, project_id,
       customer_id, purpose_id, vendor_id, tool_id, model_id, api_key_identity_id, user_identity_id, workspace_identity_id,
       billing_kind, evidence, currency, input_tokens, cache_read_tokens, cache_write_5m_tokens, cache_write_1h_tokens,
       output_tokens, reasoning_tokens, requests, images, seconds, characters, web_searches, tool_calls, list_value_nano,
       spend_nano, reporting_list_value_nano, reporting_spend_nano, token_spend_nano, request_spend_nano, metered_tokens,
       metered_requests, row_count, unpriced_count)
     SELECT 0, 1, day, day, date_trunc('month', day), date_trunc('month', day), 0, 0, 0, customer, 0, 1, 0, 0, 0, 0, 0,
       'METERED', 'REPORTED', 'USD', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0
     FROM (SELECT '2025-01-01'::date AS day, n AS customer FROM generate_series(1, $1::int) AS n
           UNION ALL SELECT '2025-01-01'::date + n, 1 FROM generate_series(1, $2::int - 1) AS n) AS fact`,
    [CUSTOMERS, DAYS],
  );
});
afterAll(() => api.close());

const wide = { from: '2025-01-01', until: '2026-11-01', measures: ['SPEND'], columns: ['DAY'] };

test('more cells than anyone can look at are refused with the numbers, before they are read', async () => {
  const input = { ...wide, rows: ['CUSTOMER'], first: 1000 };
  let errors: { message: string; extensions: Record<string, unknown> }[] = [];
  const statements = await api.statements(async () => {
    errors = (await api.as(admin).execute(PIVOT, { input })).errors;
  });
  expect(errors[0]?.extensions).toMatchObject({ code: 'TOO_MANY_CELLS', field: 'rows', value: 'CUSTOMER' });
  expect(errors[0]?.message).toContain('600 rows × 400 columns × 1 measures are 240000 cells; at most 200000');
  expect(statements.filter((text) => text.includes('usage_'))).toHaveLength(1);
});

test('rows below the outermost count too', async () => {
  const input = { ...wide, rows: ['COST_KIND', 'CUSTOMER'] };
  const { errors } = await api.as(admin).execute(PIVOT, { input });
  expect(errors[0]?.extensions.code).toBe('TOO_MANY_CELLS');
});

test('fewer rows of the same fit, and `other` holds the rest', async () => {
  const { pivot } = await api.as(admin).query<PivotData>(PIVOT, { input: { ...wide, rows: ['CUSTOMER'], first: 10 } });
  expect(pivot.columns).toHaveLength(DAYS);
  expect(pivot.rowCount).toBe(CUSTOMERS);
  expect(pivot.rows[0]?.values).toHaveLength(DAYS + 1);
  expect(pivot.other?.values.at(-1)).toBe('0.00000059');
  expect(pivot.totals.values.at(-1)).toBe('0.000000999');
});

test('figures are the same whether few cells are added up here or many in the database', async () => {
  const input = { ...wide, rows: ['CUSTOMER'] as const, columns: [], measures: ['SPEND'] as const };
  const clock = () => new Date(NOW);
  const job = { kind: 'JOB', name: 'test' } as const;
  const [here, there, overflowing] = [20_000, 0, 100].map((maxLeaves) => readPivot(job, clock, input, { maxLeaves }));
  expect(await there).toEqual(await here);
  expect(await overflowing).toEqual(await here);
});
