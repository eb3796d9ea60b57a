import { callGraphQL } from './graphql.ts';
import { admin, setUpOrganization } from './organization.ts';
import { type OutlayServer, startOutlay } from './outlay-server.ts';
import { type Simulator, startSimulator, stopSimulator } from './simulator.ts';

export const SYNC_WITHIN_MS = 240_000;
const DAY_MS = 86_400_000;

export interface ExploredOrganization {
  url: string;
  /** Of the administrator's session. */
  cookie: string;
  close: () => Promise<void>;
}

/** A small organization whose usage was synced from simulated vendors, with two teams. */
export async function startExploredOrganization(historyDays: number): Promise<ExploredOrganization> {
  const [simulator, server] = await Promise.all([
    startSimulator(historyDays),
    startOutlay({ ALLOW_PRIVATE_NETWORK: 'true' }),
  ]);
  const close = async () => {
    await server.close();
    await stopSimulator(simulator);
  };
  try {
    return { url: server.url, cookie: await fill(server, simulator, historyDays), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fill({ url }: OutlayServer, { accounts }: Simulator, historyDays: number): Promise<string> {
  const cookie = await setUpOrganization(url, ['example.com']);
  const call = async <Data>(document: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const { data, errors } = await callGraphQL(url, document, variables, { cookie });
    const failure =
      errors?.[0]?.message ?? JSON.stringify(data).match(/"__typename":"\w+Error","message":"[^"]*"/)?.[0];
    if (failure) throw new Error(failure);
    return data as Data;
  };
  const backfillFrom = new Date(Date.now() - historyDays * DAY_MS).toISOString().slice(0, 10);
  for (const [vendor, { baseUrl, adminKey }] of Object.entries(accounts)) {
    const input = { name: vendor, vendor, baseUrl, credentials: [{ name: 'adminKey', value: adminKey }], backfillFrom };
    await call(
      `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { __typename ... on Error { message } } }`,
      { input },
    );
  }
  await synced(call);
  await formTeams(call);
  await call(
    `mutation ($input: CreateBudgetInput!) { createBudget(input: $input) { __typename ... on Error { message } } }`,
    { input: { name: 'Everything', subject: { scope: 'ORGANIZATION' }, period: 'MONTHLY', limit: '500' } },
  );
  return cookie;
}

type Call = <Data>(document: string, variables?: Record<string, unknown>) => Promise<Data>;

async function synced(call: Call): Promise<void> {
  const deadline = Date.now() + SYNC_WITHIN_MS;
  for (;;) {
    const { syncRuns } = await call<{
      syncRuns: { edges: { node: { status: string; errorMessage: string | null } }[] };
    }>('{ syncRuns(first: 50) { edges { node { status errorMessage } } } }');
    const runs = syncRuns.edges.map(({ node }) => node);
    const failed = runs.find(({ status }) => status === 'FAILED');
    if (failed) throw new Error(`A sync failed: ${failed.errorMessage}`);
    if (runs.length > 0 && runs.every(({ status }) => status === 'SUCCEEDED')) return;
    if (Date.now() > deadline) throw new Error(`The syncs took longer than ${SYNC_WITHIN_MS / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function formTeams(call: Call): Promise<void> {
  const { members } = await call<{ members: { edges: { node: { id: string; email: string } }[] } }>(
    '{ members(first: 100) { edges { node { id email } } } }',
  );
  const known = members.edges.map(({ node }) => node).filter(({ email }) => email !== admin.email);
  const half = Math.ceil(known.length / 2);
  for (const [name, group] of [
    ['Platform', known.slice(0, half)],
    ['Research', known.slice(half)],
  ] as const) {
    const { createTeam } = await call<{ createTeam: { id: string } }>(
      'mutation ($input: CreateTeamInput!) { createTeam(input: $input) { __typename ... on Error { message } ... on Team { id } } }',
      { input: { name } },
    );
    await call(
      'mutation ($input: SetTeamMembershipsInput!) { setTeamMemberships(input: $input) { __typename ... on Error { message } } }',
      { input: { teamId: createTeam.id, memberIds: group.map(({ id }) => id) } },
    );
  }
}
