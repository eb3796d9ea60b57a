import { expect, test } from 'vitest';
import { getAnthropic, simulatorForTest, testClock } from '../testing/read-simulator.ts';
import { keysBefore2026, keysSince2026, users, workspaces } from '../testing/shapes.ts';

test('pages through keys by after_id, without deleted ones', async () => {
  const { anthropic, truth } = await simulatorForTest();
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const params: Record<string, string> = after === '' ? { limit: '7' } : { limit: '7', after_id: after };
    const page = keysBefore2026.parse((await getAnthropic(anthropic, 'api_keys', params)).body);
    seen.push(...page.data.map(({ id }) => id));
    after = page.has_more ? page.last_id : null;
  }
  const listed = truth.apiKeys('anthropic').filter(({ deletedAt }) => deletedAt === null);
  expect(seen).toEqual(listed.map(({ id }) => id));
  expect(truth.apiKeys('anthropic').length).toBeGreaterThan(listed.length);
});

test('pages backwards by before_id', async () => {
  const { anthropic } = await simulatorForTest();
  const all = keysBefore2026
    .parse((await getAnthropic(anthropic, 'api_keys', { limit: '1000' })).body)
    .data.map(({ id }) => id);
  const page = keysBefore2026.parse(
    (await getAnthropic(anthropic, 'api_keys', { limit: '3', before_id: all[5] ?? '' })).body,
  );
  expect(page.data.map(({ id }) => id)).toEqual(all.slice(2, 5));
  expect(page.has_more).toBe(true);
});

test('names the workspace of a key by version', async () => {
  const { anthropic } = await simulatorForTest();
  const before = keysBefore2026.parse((await getAnthropic(anthropic, 'api_keys', { limit: '1000' })).body);
  const since = keysSince2026.parse(
    (await getAnthropic(anthropic, 'api_keys', { limit: '1000' }, { 'anthropic-version': '2026-10-21' })).body,
  );
  expect(before.data.some(({ workspace_id }) => workspace_id === null)).toBe(true);
  expect(since.data.map(({ scope }) => (scope.type === 'workspace' ? scope.workspace_id : null))).toEqual(
    before.data.map(({ workspace_id }) => workspace_id),
  );
});

test('lists archived keys by status', async () => {
  const { anthropic } = await simulatorForTest();
  const { data } = keysBefore2026.parse(
    (await getAnthropic(anthropic, 'api_keys', { status: 'archived', limit: '1000' })).body,
  );
  expect(data.length).toBeGreaterThan(3);
  expect(new Set(data.map(({ status }) => status))).toEqual(new Set(['archived']));
});

test('lists the default and archived workspaces only when asked', async () => {
  const { anthropic } = await simulatorForTest();
  const names = async (params: Record<string, string>) =>
    workspaces
      .parse((await getAnthropic(anthropic, 'workspaces', { limit: '100', ...params })).body)
      .data.map(({ name }) => name);
  const plain = await names({});
  expect(plain).toHaveLength(10);
  expect(plain).toHaveLength(anthropic.workspaceCount - 2);
  expect(await names({ include_default: 'true', include_archived: 'true' })).toEqual([
    'Default',
    ...plain.toSpliced(-1, 0, 'Legacy Pilot'),
  ]);
});

test('forgets people who left', async () => {
  const clock = testClock('2026-09-10T12:00:00Z');
  const { anthropic, truth } = await simulatorForTest({ now: clock.now });
  const emails = async () =>
    users.parse((await getAnthropic(anthropic, 'users', { limit: '1000' })).body).data.map(({ email }) => email);
  const leaver = truth.people.find(({ index }) => index === 21);
  expect(await emails()).toContain(leaver?.email);
  clock.moveTo('2026-09-11T00:00:00Z');
  expect(await emails()).not.toContain(leaver?.email);
});

test('refuses an unknown after_id and an unknown status', async () => {
  const { anthropic } = await simulatorForTest();
  expect((await getAnthropic(anthropic, 'api_keys', { after_id: 'apikey_unknown' })).status).toBe(400);
  expect((await getAnthropic(anthropic, 'api_keys', { status: 'deleted' })).status).toBe(400);
});
