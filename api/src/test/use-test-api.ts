import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createTestApi, DEFAULT_NOW, type TestApi, type TestApiOptions } from './graphql-client.ts';

const nothing = async () => undefined;

/**
 * The API for the tests of a file. Before each test it is emptied, back at `now`, and arranged. Call it at the file's
 * top: what it answers is complete once tests run.
 */
export function useTestApi(arrange: () => Promise<unknown> = nothing, options: TestApiOptions = {}): TestApi {
  const api = {} as TestApi;
  beforeAll(async () => {
    Object.assign(api, await createTestApi(options));
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    await api.reset();
    api.clock.set(options.now ?? DEFAULT_NOW);
    await arrange();
  });
  return api;
}
