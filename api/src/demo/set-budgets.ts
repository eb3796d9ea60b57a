import type { ApiClient } from './api-client.ts';
import type { SampleCalendar } from './sample-calendar.ts';

interface Spent {
  rows: { key: string[]; labels: string[]; values: string[] }[];
  totals: { values: string[] };
}

/** A monthly budget of the whole, shared out among teams by what last month came to, and a member's day. */
export async function setBudgets(api: ApiClient, memberId: string | undefined, at: SampleCalendar): Promise<void> {
  const { rows, totals } = await api.call<Spent>(
    'query ($input: PivotInput!) { pivot(input: $input) { rows { key labels values } totals { values } } }',
    { input: { from: at(-1, 1), until: at(0, 1), rows: ['TEAM'], measures: ['SPEND'] } },
  );
  const create = async (input: object) => {
    const { id } = await api.call<{ id: string }>(
      'mutation ($input: CreateBudgetInput!) { createBudget(input: $input) { __typename ... on Error { message } ... on Budget { id } } }',
      { input },
    );
    return id;
  };
  const monthly = { period: 'MONTHLY', alertsOnProjection: true };
  const whole = roundedUp(totals.values[0], 1_000);
  const parentId = await create({ ...monthly, name: 'All AI', subject: { scope: 'ORGANIZATION' }, limit: whole });
  for (const { key, labels, values } of rows) {
    const [id] = key;
    if (id?.startsWith('Team:'))
      await create({
        ...monthly,
        parentId,
        name: labels[0],
        subject: { scope: 'TEAM', id },
        limit: roundedUp(values[0], 100),
      });
  }
  const day = { period: 'DAILY', limit: '40', isHard: true };
  if (memberId) await create({ ...day, name: 'A day of agents', subject: { scope: 'MEMBER', id: memberId } });
}

/** As a round limit would be chosen by hand. */
const roundedUp = (amount: string | undefined, step: number) =>
  String(Math.max(1, Math.ceil(Number(amount ?? '0') / step)) * step);
