import { afterAll, beforeAll, expect, test } from 'vitest';
import { installDefaultChart } from '../modules/ledger/install-default-chart.ts';
import { peopleOf } from '../simulator/organization/people.ts';
import { createAdmin, createMember, createOrganization, createProject, createTeam } from '../test/factories.ts';
import { createTestApi, type TestApi } from '../test/graphql-client.ts';
import type { ApiClient } from './api-client.ts';
import { keepBooks } from './keep-books.ts';
import { sampleCalendar } from './sample-calendar.ts';
import { readSampleIds } from './sample-ids.ts';
import { setBudgets } from './set-budgets.ts';
import { subscribe } from './subscribe.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const teams = ['Platform', 'Product', 'Data Science', 'Design', 'Support Engineering', 'Research'];
const projects = ['Product search', 'Model evaluation', 'Customer support'];

test.each(['2026-03-31', '2026-11-22', '2027-01-01'])(
  'the books of the sample are accepted on %s, and last month is left to close',
  async (day) => {
    await api.reset();
    api.clock.set(`${day}T12:00:00Z`);
    await createOrganization();
    await installDefaultChart();
    const admin = api.as(await createAdmin());
    for (const name of teams) await createTeam({ name });
    for (const name of projects) await createProject({ name });
    const people = peopleOf(40);
    for (const { email } of people) await createMember({ email });
    const client: ApiClient = {
      async call<T>(document: string, variables: Record<string, unknown> = {}) {
        const data = await admin.query<Record<string, T & { __typename?: string; message?: string }>>(
          document,
          variables,
        );
        const [value] = Object.values(data);
        if (!value || value.__typename?.endsWith('Error')) throw new Error(value?.message);
        return value;
      },
    };
    const calendar = sampleCalendar(new Date(`${day}T12:00:00Z`));
    const ids = await readSampleIds(client);
    const refused: string[] = [];
    await subscribe(client, people, ids, calendar);
    await keepBooks(client, ids, calendar, (text) => void refused.push(text));
    expect(refused).toEqual([]);
    await setBudgets(client, ids.members.get(people[0]?.email ?? ''), calendar);
    const { budgets } = await admin.query<{ budgets: { totalCount: number } }>('{ budgets { totalCount } }');
    expect(budgets.totalCount).toBeGreaterThan(1);
    const { accountingPeriods } = await admin.query<{
      accountingPeriods: { edges: { node: { status: string; checklist: { key: string; state: string }[] } }[] };
    }>('{ accountingPeriods { edges { node { status checklist { key state } } } } }');
    const periods = accountingPeriods.edges.map(({ node }) => node);
    expect(periods.map(({ status }) => status)).toEqual(['OPEN', 'OPEN', 'CLOSED', 'CLOSED', 'CLOSED']);
    expect(periods[1]?.checklist.filter(({ state }) => state === 'BLOCKING').map(({ key }) => key)).toEqual([
      'ENTRIES_CODED',
    ]);
  },
);
