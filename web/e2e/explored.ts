import { test as base } from '@playwright/test';
import { type ExploredOrganization, SYNC_WITHIN_MS, startExploredOrganization } from './explored-organization.ts';
import { signedIn } from './organization.ts';

interface Explored {
  /** Days of usage that are synced. */
  historyDays: number;
  outlay: ExploredOrganization;
}

/** Stories in a synced organization (one per worker, so leave its figures as they are), signed in as administrator. */
export const test = base.extend<object, Explored>({
  historyDays: [9, { scope: 'worker', option: true }],
  outlay: [
    async ({ historyDays }, use) => {
      const organization = await startExploredOrganization(historyDays);
      await use(organization);
      await organization.close();
    },
    { scope: 'worker', timeout: SYNC_WITHIN_MS + 120_000 },
  ],
  baseURL: ({ outlay }, use) => use(outlay.url),
  storageState: ({ outlay }, use) => use(signedIn(outlay.url, outlay.cookie)),
});
