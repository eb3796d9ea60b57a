import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';
import { askFacts } from './ask-facts.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

test('a question may change nothing, and the database gives it up after 20 seconds', async () => {
  const job = { kind: 'JOB', name: 'test' } as const;
  const { rows } = await askFacts(job, (client) => client.query('SHOW statement_timeout'));
  expect(rows).toEqual([{ statement_timeout: '20s' }]);
  await expect(askFacts(job, (client) => client.query('DELETE FROM member'))).rejects.toThrow(/read-only/);
});
