import type { Browser, Page, TestInfo } from '@playwright/test';
import { test } from '@playwright/test';
import { callGraphQL } from './graphql.ts';
import { setUpOrganization, signIn } from './organization.ts';
import { useOutlay } from './outlay-server.ts';

/** Figures are looked at every half minute; an alert is there within one. */
export const ALERT_WITHIN_MS = 90_000;

/** A server with an organization, and what stories of budgets arrange without the pages. Call it at the file's top. */
export function useBudgets() {
  const outlay = useOutlay({ ALLOW_PRIVATE_NETWORK: 'true' });
  let cookie = '';
  test.beforeAll(async () => {
    cookie = await setUpOrganization(outlay.url);
  });

  async function call<Data>(document: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors } = await callGraphQL(outlay.url, document, variables, { cookie });
    const refused = JSON.stringify(data).match(/"__typename":"\w+Error".*?"message":"[^"]*"/)?.[0];
    if (errors || refused) throw new Error(refused ?? JSON.stringify(errors));
    return data as Data;
  }

  return {
    outlay,
    call,
    get cookie() {
      return cookie;
    },

    async createTeam(name: string): Promise<string> {
      const { createTeam } = await call<{ createTeam: { id: string } }>(
        'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { __typename ... on Error { message } ... on Team { id } } }',
        { input: { name } },
      );
      return createTeam.id;
    },

    /** A cost of today that the team bears. */
    async spend(teamId: string, amount: string): Promise<void> {
      const date = new Date().toISOString().slice(0, 10);
      const cost = { date, currency: 'USD', description: 'Batch job', amount, kind: 'VARIABLE', lines: [{ teamId }] };
      await call(
        'mutation ($input: CreateCostEntryInput!) { createCostEntry(input: $input) { __typename ... on Error { message } } }',
        { input: cost },
      );
    },

    async createBudget(input: Record<string, unknown>): Promise<string> {
      const { createBudget } = await call<{ createBudget: { id: string } }>(
        'mutation ($input: CreateBudgetInput!) { createBudget(input: $input) { __typename ... on Error { message } ... on Budget { id } } }',
        { input: { period: 'MONTHLY', ...input } },
      );
      return createBudget.id;
    },

    /** A browser of the person's own, signed in. */
    async open(browser: Browser, { project }: TestInfo, person: { email: string; password: string }): Promise<Page> {
      const { viewport, isMobile = false, hasTouch = false } = project.use;
      const context = await browser.newContext({ viewport: viewport ?? null, isMobile, hasTouch, baseURL: outlay.url });
      const page = await context.newPage();
      await signIn(page, outlay.url, person);
      return page;
    },
  };
}
