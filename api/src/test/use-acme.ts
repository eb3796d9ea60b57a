import { createAcme, NOW } from '../modules/explore/acme-fixture.ts';
import { useTestApi } from './use-test-api.ts';

/** The whole API over the small organization, made anew before each test of a file. Call it at the file's top. */
export function useAcme(now: string = NOW) {
  let acme: Awaited<ReturnType<typeof createAcme>>;
  const api = useTestApi(
    async () => {
      acme = await createAcme();
    },
    { now },
  );
  return {
    api,
    get acme() {
      return acme;
    },
    admin: () => api.as(acme.admin),
  };
}
