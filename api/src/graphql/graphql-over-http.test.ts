import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../test/graphql-client.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

/** The suite of the GraphQL-over-HTTP working group, as a page of ours would ask. */
const audits = serverAudits({
  url: 'http://outlay.test/graphql',
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('origin', 'http://outlay.test');
    return api.fetch(new Request(url, { ...init, headers }));
  },
});

describe('GraphQL over HTTP', () => {
  test('knows the whole suite', () => expect(audits.length).toBeGreaterThanOrEqual(60));

  test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`).toBe('ok');
  });
});
