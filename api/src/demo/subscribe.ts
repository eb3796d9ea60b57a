import type { ApiClient } from './api-client.ts';
import type { SampleCalendar } from './sample-calendar.ts';
import type { SampleIds } from './sample-ids.ts';

/**
 * What teams and people of the sample pay for by seat and month, beside what vendors bill by use. `people` in the order of
 * the sample organization.
 */
export async function subscribe(
  api: ApiClient,
  people: readonly { email: string }[],
  { accounts, members, teams }: SampleIds,
  at: SampleCalendar,
): Promise<void> {
  const person = (index: number) => ({ memberId: members.get(people[index]?.email ?? '') });
  const team = (name: string) => ({ teamId: teams.get(name) });
  const coding = { glAccountId: accounts.get('6210'), category: 'Coding' };
  const assistants = { glAccountId: accounts.get('6230'), category: 'Assistants' };
  const hosting = { glAccountId: accounts.get('6250'), category: 'Hosting' };
  const media = { glAccountId: accounts.get('6240'), category: 'Media' };
  const subscriptions = [
    { planCode: 'claude_team_premium', seats: 6, ...team('Platform'), ...coding, startedOn: at(-4, 14) },
    { planCode: 'claude_team_standard', seats: 8, ...team('Product'), ...coding, startedOn: at(-4, 14) },
    { planCode: 'cursor_teams', seats: 10, ...team('Product'), ...coding, startedOn: at(-4, 6) },
    { planCode: 'claude_max_5x', ...person(0), ...coding, startedOn: at(-3, 8) },
    { planCode: 'cursor_pro', ...person(0), ...coding, startedOn: at(-3, 18) },
    { planCode: 'claude_max_20x', ...person(27), ...coding, startedOn: at(-3, 21) },
    { planCode: 'chatgpt_plus', ...person(5), ...assistants, startedOn: at(-4, 31) },
    {
      planCode: 'midjourney_standard',
      interval: 'YEARLY',
      noticeDays: 14,
      ...person(16),
      ...media,
      startedOn: at(-4, 11),
    },
    { planCode: 'supabase_pro', ...team('Platform'), ...hosting, startedOn: at(-4, 2) },
    { planCode: 'vercel_pro', seats: 4, ...team('Product'), ...hosting, startedOn: at(-4, 25), endsOn: at(0, 25) },
    {
      ...{ name: 'Perplexity Enterprise', vendor: 'Perplexity', amount: '40', interval: 'MONTHLY', seats: 3 },
      ...team('Research'),
      ...assistants,
      ...{ startedOn: at(0, 1), trialUntil: at(0, 29) },
    },
  ];
  await api.call(
    `mutation ($input: BulkCreateSubscriptionsInput!) {
      bulkCreateSubscriptions(input: $input) { __typename ... on Error { message } }
    }`,
    { input: { subscriptions } },
  );
}
