import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { addDays, utcDay } from '../lib/calendar.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import type { DemoAccount } from './demo-file.ts';
import { keepBooks } from './keep-books.ts';
import { sampleCalendar } from './sample-calendar.ts';
import { readSampleIds } from './sample-ids.ts';
import { setBudgets } from './set-budgets.ts';
import { subscribe } from './subscribe.ts';

const HISTORY_DAYS = 120;
const ERROR = '__typename ... on Error { message }';

export type DemoProgress = (text: string) => void;

/** Sets the sample organization up as an administrator would: by the API, from the simulated vendors. */
export async function populate(
  url: string,
  simulator: Simulator,
  progress: DemoProgress,
): Promise<{ admin: DemoAccount; member: DemoAccount }> {
  const [person] = simulator.truth.people;
  if (!person) throw new Error('the sample organization has nobody');
  const domain = person.email.split('@')[1] ?? 'example.com';
  const api = createApiClient(url);
  const admin = { email: `admin@${domain}`, password: newPassword() };
  await api.call(`mutation ($input: SetUpOrganizationInput!) { setUpOrganization(input: $input) { ${ERROR} } }`, {
    input: { ...admin, organizationName: 'Sample Organization', name: 'Alex Admin', allowedDomains: [domain] },
  });
  const now = new Date();
  await connectVendors(api, simulator, utcDay(now));
  await syncsDone(api, progress);
  await formTeams(api, simulator);
  await putAgentsToWork(api, simulator);
  const [ids, calendar] = [await readSampleIds(api), sampleCalendar(now)];
  await subscribe(api, simulator.truth.people, ids, calendar);
  await keepBooks(api, ids, calendar, progress);
  await setBudgets(api, ids.members.get(person.email), calendar);
  const member = { email: person.email, password: newPassword() };
  const memberApi = await joinAs(api, url, person.name, member);
  return {
    admin: { ...admin, token: await createToken(api, ['READ', 'USAGE_WRITE', 'MANAGE']) },
    member: { ...member, token: await createToken(memberApi, ['READ']) },
  };
}

const newPassword = () => randomBytes(12).toString('base64url');

/** The simulated accounts and the names their connections have in the demo. */
export function demoConnections({ anthropic, secondAnthropic, cursor }: Simulator) {
  return [
    { name: 'Anthropic', vendor: 'anthropic', ...anthropic },
    { name: 'Anthropic (research)', vendor: 'anthropic', ...secondAnthropic },
    { name: 'Cursor', vendor: 'cursor', ...cursor },
  ];
}

async function connectVendors(api: ApiClient, simulator: Simulator, today: string): Promise<void> {
  for (const { name, vendor, baseUrl, adminKey } of demoConnections(simulator)) {
    await api.call(`mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { ${ERROR} } }`, {
      input: {
        name,
        vendor,
        baseUrl,
        credentials: [{ name: 'adminKey', value: adminKey }],
        backfillFrom: addDays(today, -HISTORY_DAYS),
      },
    });
  }
}

interface Run {
  status: string;
  errorMessage: string | null;
  windowCount: number;
  doneCount: number;
  rowCount: number;
}

async function syncsDone(api: ApiClient, progress: DemoProgress): Promise<void> {
  for (;;) {
    const { nodes } = await api
      .call<{ nodes: Run[] }>(
        '{ syncRuns(first: 50) { nodes: edges { node { status errorMessage windowCount doneCount rowCount } } } }',
      )
      .then(({ nodes: edges }) => ({ nodes: (edges as unknown as { node: Run }[]).map(({ node }) => node) }));
    const failed = nodes.find(({ status }) => status === 'FAILED');
    if (failed) throw new Error(`a sync failed: ${failed.errorMessage}`);
    const sum = (count: (run: Run) => number) => nodes.reduce((total, run) => total + count(run), 0);
    progress(
      `Synced ${sum((run) => run.doneCount)} of ${sum((run) => run.windowCount)} windows, ${sum((run) => run.rowCount)} rows`,
    );
    if (nodes.length > 0 && nodes.every(({ status }) => status === 'SUCCEEDED')) return;
    await wait(1_000);
  }
}

async function formTeams(api: ApiClient, simulator: Simulator): Promise<void> {
  const { edges } = await api.call<{ edges: { node: { id: string; email: string } }[] }>(
    '{ members(first: 500) { edges { node { id email } } } }',
  );
  const idOf = new Map(edges.map(({ node }) => [node.email, node.id]));
  for (const [name, people] of Map.groupBy(simulator.truth.people, ({ team }) => team)) {
    const teamId = await create(api, 'Team', { name, costCentre: `CC-${name.slice(0, 3).toUpperCase()}` });
    const memberIds = people.flatMap(({ email }) => idOf.get(email) ?? []);
    await api.call(`mutation ($input: SetTeamMembershipsInput!) { setTeamMemberships(input: $input) { ${ERROR} } }`, {
      input: { teamId, memberIds },
    });
  }
}

/** Service keys whose agent, project and owner are known; the others stay in the inbox for the admin to look at. */
const AGENTS = [
  { name: 'CI review bot', key: 'ci-review-bot', project: 'Developer platform', owner: 0 },
  { name: 'Nightly refactoring', key: 'nightly-refactor-agent', project: 'Developer platform', owner: 4 },
  { name: 'Support agent', key: 'support-agent-prod', project: 'Customer support', owner: 8 },
  { name: 'Data enrichment', key: 'data-pipeline-enrich', project: 'Data platform', owner: 3 },
  { name: 'Search summaries', key: 'search-summaries', project: 'Product search', owner: 9 },
  { name: 'Contract reader', key: 'contract-reader', project: 'Customer pilots', owner: 11 },
  { name: 'Evaluation runner', key: 'eval-runner', project: 'Model evaluation', owner: 13 },
] as const;

async function putAgentsToWork(api: ApiClient, { truth }: Simulator): Promise<void> {
  const projectIds = new Map<string, string>();
  for (const project of new Set(AGENTS.map((agent) => agent.project))) {
    projectIds.set(project, await create(api, 'Project', { name: project }));
  }
  for (const { name, key, project, owner } of AGENTS) {
    const projectId = projectIds.get(project);
    const [ownerMemberId] = await idsFound(api, 'members(first: 1, search: $search)', truth.people[owner]?.email ?? '');
    const agentId = await create(api, 'Agent', { name, projectId, ownerMemberId });
    for (const identityId of await idsFound(api, 'identities(first: 10, filter: { search: $search })', key)) {
      await api.call(`mutation ($input: MapIdentityInput!) { mapIdentity(input: $input) { ${ERROR} } }`, {
        input: { identityId, agentId, projectId },
      });
    }
  }
}

/** Creates one of the named type; @returns its id. */
async function create(api: ApiClient, type: 'Agent' | 'Project' | 'Team', input: object): Promise<string> {
  const document = `mutation ($input: Create${type}Input!) { create${type}(input: $input) { ${ERROR} ... on ${type} { id } } }`;
  return (await api.call<{ id: string }>(document, { input })).id;
}

async function idsFound(api: ApiClient, field: string, search: string): Promise<string[]> {
  const document = `query ($search: String) { ${field} { edges { node { id } } } }`;
  const { edges } = await api.call<{ edges: { node: { id: string } }[] }>(document, { search });
  return edges.map(({ node }) => node.id);
}

/** The first of the sample's people accepts an invitation. */
async function joinAs(
  api: ApiClient,
  url: string,
  name: string,
  { email, password }: { email: string; password: string },
): Promise<ApiClient> {
  const { link } = await api.call<{ link: string }>(
    `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { ${ERROR} ... on Invitation { link } } }`,
    { input: { email } },
  );
  const joined = createApiClient(url);
  await joined.call(`mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { ${ERROR} } }`, {
    input: { token: link.split(/[/=]/).at(-1), name, password },
  });
  return joined;
}

async function createToken(api: ApiClient, scopes: string[]): Promise<string> {
  const expiresAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
  const { token } = await api.call<{ token: string }>(
    `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { ${ERROR} ... on CreatedApiToken { token } } }`,
    { input: { name: 'Demo scripts', scopes, expiresAt } },
  );
  return token;
}
