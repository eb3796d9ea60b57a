import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi, type TestClient } from '../../test/graphql-client.ts';
import { createAcme, NOW } from './acme-fixture.ts';

let api: TestApi;
let acme: Awaited<ReturnType<typeof createAcme>>;
beforeAll(async () => {
  api = await createTestApi({ now: NOW });
  acme = await createAcme();
});
afterAll(() => api.close());

const VALUES = `query Values($dimension: Dimension!, $search: String, $first: Int! = 50) {
  dimensionValues(dimension: $dimension, search: $search, first: $first) { key label detail }
}`;
type Values = { dimensionValues: { key: string; label: string; detail: string | null }[] };

async function values(client: TestClient, dimension: string, variables: object = {}) {
  const { dimensionValues } = await client.query<Values>(VALUES, { dimension, ...variables });
  return dimensionValues;
}
const labels = async (client: TestClient, dimension: string, variables?: object) =>
  (await values(client, dimension, variables)).map(({ label }) => label);

test('lists values by label with what tells namesakes apart; Unattributed first', async () => {
  expect((await values(api.as(acme.admin), 'MEMBER', { search: 'ANA' }))[0]).toEqual({
    key: `Member:${acme.ana.id}`,
    label: 'Ana Lima',
    detail: 'ana@acme.test',
  });
  expect((await labels(api.as(acme.admin), 'MEMBER')).slice(0, 3)).toEqual(['Unattributed', 'Ana Lima', 'Ben Okoro']);
  expect(await labels(api.as(acme.admin), 'MEMBER', { first: 2 })).toEqual(['Unattributed', 'Ana Lima']);
});

test('knows every kind of dimension', async () => {
  const admin = api.as(acme.admin);
  expect(await labels(admin, 'MODEL')).toEqual(['None', 'haiku-4', 'opus-4']);
  expect(await labels(admin, 'EVIDENCE')).toEqual(['None', 'Tracked', 'Reported', 'Billed']);
  expect(await labels(admin, 'WEEKDAY', { search: 'day', first: 2 })).toEqual(['Monday', 'Tuesday']);
  expect(await values(admin, 'DAY')).toEqual([]);
  expect(await labels(admin, 'API_KEY')).toEqual(['None', 'ci']);
});

test('a member finds organization-wide names, but of people, keys and sessions only the own', async () => {
  const ana = api.as(acme.ana);
  expect(await labels(ana, 'MEMBER')).toEqual(['Unattributed', 'Ana Lima']);
  expect(await labels(ana, 'MODEL')).toEqual(['None', 'haiku-4', 'opus-4']);
  expect(await labels(ana, 'API_KEY')).toEqual(['None']);
  expect(await labels(ana, 'SESSION')).toEqual(['None', 'run-1']);
  expect(await labels(api.as(acme.ben), 'SESSION')).toEqual(['None']);
});

test('refuses strangers and impossible numbers', async () => {
  const stranger = await api.anonymous.execute(VALUES, { dimension: 'MEMBER' });
  expect(stranger.errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  const none = await api.as(acme.admin).execute(VALUES, { dimension: 'MEMBER', first: 0 });
  expect(none.errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'first', value: '0' });
  const long = await api.as(acme.admin).execute(VALUES, { dimension: 'MEMBER', search: 'x'.repeat(201) });
  expect(long.errors[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field: 'search' });
});
