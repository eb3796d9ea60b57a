import { test as explored } from './explored.ts';
import { callGraphQL } from './graphql.ts';

/** What the ledger of the organization holds; amounts in USD. */
export interface Books {
  /** The day of both entries of the team Platform. */
  day: string;
  /** A one-off of 120 on 6240, and 365 for a year on 6230. */
  entries: readonly [single: string, yearly: string];
  /** Session of a member with a subscription of their own. */
  memberCookie: string;
}

const DAY_MS = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Stories in a synced organization (one per worker) with entries, recurring costs, rules and subscriptions beside usage. */
export const test = explored.extend<object, { books: Books }>({
  historyDays: [4, { scope: 'worker' }],
  books: [
    async ({ outlay }, use) => {
      await use(await keepBooks(outlay.url, outlay.cookie));
    },
    { scope: 'worker', auto: true },
  ],
});

async function keepBooks(url: string, cookie: string): Promise<Books> {
  const call = async (document: string, variables: Record<string, unknown> = {}, as = cookie) => {
    const { data, errors, cookie: given } = await callGraphQL(url, document, variables, { cookie: as });
    const text = JSON.stringify(data ?? {});
    const failure = errors?.[0]?.message ?? /"__typename":"\w+Error","message":"([^"]*)"/.exec(text)?.[1];
    if (failure) throw new Error(failure);
    return { text, given };
  };
  const change = (mutation: string, input: object, as = cookie) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ... on Error { message } } }`;
    return call(document, { input }, as);
  };
  const idOf = async (field: string, name: string) => {
    const { text } = await call(`{ ${field}(first: 100) { edges { node { name id } } } }`);
    const id = new RegExp(`"name":"${name}","id":"([^"]+)"`).exec(text)?.[1];
    if (!id) throw new Error(`No ${field} called ${name} in ${text}`);
    return id;
  };
  const teamId = await idOf('teams', 'Platform');
  const [media, assistants] = [
    await idOf('glAccounts', 'Design and Media Tools'),
    await idOf('glAccounts', 'AI Assistants'),
  ];
  const [day, until] = [dayFromNow(-1), dayFromNow(364)];
  const usd = { currency: 'USD' };
  const entries = ['Icons for the website', 'Evaluation data for a year'] as const;
  await change('createCostEntry', {
    ...{ ...usd, date: day, vendorName: 'Recraft', description: entries[0], amount: '120' },
    lines: [{ glAccountId: media, category: 'Brand', teamId }],
  });
  await change('createCostEntry', {
    ...{ ...usd, date: day, vendorName: 'Surge', description: entries[1], amount: '365' },
    ...{ serviceFrom: day, serviceUntil: until },
    lines: [{ glAccountId: assistants, category: 'Data', teamId }],
  });
  await change('createRecurringCost', {
    ...{ ...usd, description: 'Vector database', vendorName: 'Pinecone', amount: '70', interval: 'MONTHLY' },
    ...{ startsOn: dayFromNow(20), lines: [{ glAccountId: assistants }] },
  });
  await change('createGlRule', {
    toolId: await idOf('tools', 'Claude Code'),
    glAccountId: assistants,
    category: 'Coding',
  });
  const stripe = { gateway: 'Stripe', ...usd, share: '0.029', fixed: '0.30', from: '2025-01-01' };
  await change('setPaymentFeeRate', stripe);
  await change('importCsv', {
    ...{ kind: 'GL_ACCOUNTS', fileName: 'accounts.csv', text: 'code,name,type\n6300,Travel,EXPENSE\n' },
  });
  const email = 'grace@example.com';
  const invited = await call(
    'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { __typename ... on Error { message } ... on Invitation { link } } }',
    { input: { email, name: 'Grace Member' } },
  );
  const [, token] = /token=([\w-]+)/.exec(invited.text) ?? [];
  const joined = { token, name: 'Grace Member', password: 'nine lamps at sea' };
  const { given: memberCookie } = await change('acceptInvitation', joined, '');
  const [, memberId] = /"id":"([^"]+)"/.exec((await call('{ viewer { id } }', {}, memberCookie)).text) ?? [];
  const subscription = { planCode: 'claude_max_5x', memberId, startedOn: dayFromNow(-2) };
  await change('createSubscription', subscription, memberCookie);
  return { day, entries, memberCookie };
}
