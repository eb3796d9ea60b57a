import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { db } from '../../../db.ts';
import { createMember, createOrganization } from '../../../test/factories.ts';
import { createTestApi, type TestApi } from '../../../test/graphql-client.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.reset();
  await createOrganization();
});

test('who is unknown is not told which months are closed and changed, and has nothing looked up for it', async () => {
  const month = new Date('2026-09-01');
  await db.accountingPeriod.create({ data: { month, status: 'CLOSED', adjustedFor: 'another coding' } });
  const ada = await createMember({ name: 'Ada' });
  const change = 'mutation { changeNotificationPreferences(input: { wantsAlerts: true }) { __typename } }';
  expect((await api.as(ada).execute(change)).extensions).toEqual({
    closedPeriods: { changed: ['2026-09-01'], bookedIn: '2026-10-01' },
  });
  expect((await api.anonymous.execute('mutation { signOut }')).extensions).toBeUndefined();
  const statements = await api.statements(() => api.anonymous.execute(change));
  expect(statements.filter((sql) => sql.includes('accounting_period'))).toEqual([]);
});
