import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createAcme, NOW } from '../modules/explore/acme-fixture.ts';
import { createTestApi, type TestApi } from './graphql-client.ts';

/** The whole API over the small organization, made anew before each test of a file. Call it at the file's top. */
export function useAcme(now: string = NOW) {
  let api: TestApi;
  let acme: Awaited<ReturnType<typeof createAcme>>;
  beforeAll(async () => {
    api = await createTestApi({ now });
  });
  afterAll(() => api.close());
  beforeEach(async () => {
    await api.reset();
    api.clock.set(now);
    acme = await createAcme();
  });
  return {
    get api() {
      return api;
    },
    get acme() {
      return acme;
    },
    admin: () => api.as(acme.admin),
  };
}
