import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test } from '@playwright/test';
import { callGraphQL } from './graphql.ts';
import { admin, setUpOrganization } from './organization.ts';
import { type OutlayServer, startOutlay } from './outlay-server.ts';

const HISTORY_DAYS = 9;
const syncWithinMs = 240_000;
const DAY_MS = 86_400_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

interface Account {
  baseUrl: string;
  adminKey: string;
}

export interface Simulator {
  process: ChildProcess;
  accounts: { anthropic: Account; cursor: Account };
}

/** The simulated vendors in a process of their own, which prints their addresses and keys. */
export async function startSimulator(): Promise<Simulator> {
  const options = ['--small', '--no-limits', '--history-days', String(HISTORY_DAYS)];
  const child = spawn(
    'node',
    ['--disable-warning=ExperimentalWarning', 'api/src/simulator/run-simulator.ts', ...options],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: child.stdout })) {
    const { anthropic, cursor }: Simulator['accounts'] = JSON.parse(line);
    return { process: child, accounts: { anthropic, cursor } };
  }
  throw new Error('The simulated vendors did not start.');
}

export async function stopSimulator({ process }: Simulator): Promise<void> {
  process.kill('SIGTERM');
  await once(process, 'exit');
}

/** A small organization whose usage was synced from simulated vendors, with two teams; for the tests of a file. */
export function useExploredOutlay(): { readonly url: string } {
  let server: OutlayServer | undefined;
  let simulator: Simulator | undefined;
  test.beforeAll(async () => {
    test.setTimeout(syncWithinMs + 120_000);
    simulator = await startSimulator();
    server = await startOutlay({ ALLOW_PRIVATE_NETWORK: 'true' });
    await fill(server.url, simulator);
  });
  test.afterAll(async () => {
    await server?.close();
    if (simulator) await stopSimulator(simulator);
  });
  return {
    get url() {
      if (!server) throw new Error('The server runs inside tests only.');
      return server.url;
    },
  };
}

async function fill(url: string, { accounts }: Simulator): Promise<void> {
  const cookie = await setUpOrganization(url, ['example.com']);
  const call = async <Data>(document: string, variables: Record<string, unknown> = {}): Promise<Data> => {
    const { data, errors } = await callGraphQL(url, document, variables, { cookie });
    const failure =
      errors?.[0]?.message ?? JSON.stringify(data).match(/"__typename":"\w+Error","message":"[^"]*"/)?.[0];
    if (failure) throw new Error(failure);
    return data as Data;
  };
  const backfillFrom = new Date(Date.now() - HISTORY_DAYS * DAY_MS).toISOString().slice(0, 10);
  for (const [vendor, { baseUrl, adminKey }] of Object.entries(accounts)) {
    const input = { name: vendor, vendor, baseUrl, credentials: [{ name: 'adminKey', value: adminKey }], backfillFrom };
    await call(
      `mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { __typename ... on Error { message } } }`,
      { input },
    );
  }
  await synced(call);
  await formTeams(call);
}

type Call = <Data>(document: string, variables?: Record<string, unknown>) => Promise<Data>;

async function synced(call: Call): Promise<void> {
  const deadline = Date.now() + syncWithinMs;
  for (;;) {
    const { syncRuns } = await call<{
      syncRuns: { edges: { node: { status: string; errorMessage: string | null } }[] };
    }>('{ syncRuns(first: 50) { edges { node { status errorMessage } } } }');
    const runs = syncRuns.edges.map(({ node }) => node);
    const failed = runs.find(({ status }) => status === 'FAILED');
    if (failed) throw new Error(`A sync failed: ${failed.errorMessage}`);
    if (runs.length > 0 && runs.every(({ status }) => status === 'SUCCEEDED')) return;
    if (Date.now() > deadline) throw new Error(`The syncs took longer than ${syncWithinMs / 1000} s.`);
    await new Promise((resolve) => setTimeout(resolve, 500));
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
