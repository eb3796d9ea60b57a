import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { createIdentity, insertUsage } from './usage-fixture.ts';

const PIVOT = `query ($input: PivotInput!) {
  pivot(input: $input) {
    unpriced { tokens requests models { key label } }
    totals { hasUnpriced }
    other { hasUnpriced }
    rows { labels values hasUnpriced }
  }
}`;
interface Data {
  pivot: {
    unpriced: { tokens: string; requests: string; models: { key: string; label: string }[] } | null;
    totals: { hasUnpriced: boolean };
    other: { hasUnpriced: boolean } | null;
    rows: { labels: string[]; values: string[]; hasUnpriced: boolean }[];
  };
}
const november = { from: '2026-11-01', until: '2026-12-01' };

let clients: Record<'admin' | 'ana' | 'ben', TestClient>;
const api = useTestApi(async () => {
  await createOrganization();
  const [ana, ben] = [await createMember({ name: 'Ana' }), await createMember({ name: 'Ben' })];
  clients = { admin: api.as(await createAdmin()), ana: api.as(ana), ben: api.as(ben) };
  const vendor = await db.vendor.create({ data: { code: 'fixture', name: 'Fixture' } });
  const model = (name: string) => db.model.create({ data: { vendorId: vendor.id, name } });
  const [known, preview, nightly] = [await model('known'), await model('preview'), await model('nightly')];
  const { id: connectionId } = await db.connection.create({ data: { vendorId: vendor.id, name: 'Fixture' } });
  const { id: anas } = await createIdentity(connectionId, 'USER', 'ana', { memberId: ana.id });
  const { id: bens } = await createIdentity(connectionId, 'USER', 'ben', { memberId: ben.id });
  const place = { connectionId, vendorId: vendor.id };
  const unpriced = { ...place, costNano: null, listValueNano: null };
  await insertUsage([
    { ...place, hour: '2026-11-02T09:00:00Z', userIdentityId: anas, modelId: known.id, spendNano: 5n, requests: 3n },
    { ...unpriced, hour: '2026-11-02T09:00:00Z', userIdentityId: anas, modelId: preview.id, outputTokens: 70n },
    { ...unpriced, hour: '2026-11-03T10:00:00Z', userIdentityId: anas, modelId: nightly.id, requests: 2n },
    { ...place, hour: '2026-11-03T10:00:00Z', userIdentityId: bens, modelId: known.id, spendNano: 9n },
    // Covered by a seat, and charged by the vendor itself: both have a spend that is known.
    {
      ...unpriced,
      hour: '2026-11-03T10:00:00Z',
      userIdentityId: bens,
      modelId: preview.id,
      inputTokens: 8n,
      costNano: 0n,
      billingKind: 'INCLUDED',
    },
    {
      ...unpriced,
      hour: '2026-11-04T10:00:00Z',
      userIdentityId: bens,
      modelId: preview.id,
      inputTokens: 8n,
      costNano: 1n,
      spendNano: 1n,
    },
  ]);
});

const models = (...labels: string[]) => labels.map((label) => ({ key: expect.stringMatching(/^Model:\d+$/), label }));
const pivot = async (input: object, client: TestClient = clients.admin) =>
  (await client.query<Data>(PIVOT, { input: { ...november, rows: ['MEMBER'], measures: ['SPEND'], ...input } })).pivot;

test.each([
  ['months', {}],
  ['days', { until: '2026-11-20' }],
  ['hours', { columns: ['HOUR'], until: '2026-11-08' }],
])('metered usage without a price is told apart from $0, read by %s', async (_, input) => {
  const answer = await pivot(input);
  expect(answer.unpriced).toEqual({ tokens: '70', requests: '2', models: models('preview', 'nightly') });
  expect(answer.totals.hasUnpriced).toBe(true);
  expect(answer.rows.map(({ labels, hasUnpriced }) => [...labels, hasUnpriced])).toEqual([
    ['Ben', false],
    ['Ana', true],
  ]);
});

test('it follows filters, the rows that are cut, and what the caller may see', async () => {
  const filters = [{ dimension: 'MODEL', in: ['nightly'] }];
  expect((await pivot({ filters })).unpriced).toEqual({ tokens: '0', requests: '2', models: models('nightly') });
  expect(await pivot({ first: 1 })).toMatchObject({ other: { hasUnpriced: true }, rows: [{ hasUnpriced: false }] });
  expect((await pivot({}, clients.ana)).unpriced).toMatchObject({ models: models('preview', 'nightly') });
  expect(await pivot({}, clients.ben)).toMatchObject({ unpriced: null, totals: { hasUnpriced: false } });
  expect((await pivot({ from: '2026-10-01', until: '2026-11-01', compareTo: 'PREVIOUS_YEAR' })).unpriced).toBeNull();
});
