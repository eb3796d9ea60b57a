import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { addDays, utcDay } from '../lib/calendar.ts';
import type { Simulator } from '../simulator/start-simulator.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import type { DemoAccount } from './demo-file.ts';

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
  await connectVendors(api, simulator, utcDay(new Date()));
  await syncsDone(api, progress);
  await formTeams(api, simulator);
  await putAgentsToWork(api, person.email);
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
    const { id } = await api.call<{ id: string }>(
      `mutation ($input: CreateTeamInput!) { createTeam(input: $input) { ${ERROR} ... on Team { id } } }`,
      { input: { name, costCentre: `CC-${name.slice(0, 3).toUpperCase()}` } },
    );
    const memberIds = people.flatMap(({ email }) => idOf.get(email) ?? []);
    await api.call(`mutation ($input: SetTeamMembershipsInput!) { setTeamMemberships(input: $input) { ${ERROR} } }`, {
      input: { teamId: id, memberIds },
    });
  }
}

/** Service keys that belong to a known agent; the others stay in the inbox for the admin to look at. */
const AGENTS = [
  { name: 'CI review bot', key: 'ci-review-bot', project: 'Developer platform' },
  { name: 'Support agent', key: 'support-agent-prod', project: 'Customer support' },
];

async function putAgentsToWork(api: ApiClient, ownerEmail: string): Promise<void> {
  const owner = await api.call<{ edges: { node: { id: string } }[] }>(
    'query ($search: String) { members(first: 1, search: $search) { edges { node { id } } } }',
    { search: ownerEmail },
  );
  for (const { name, key, project } of AGENTS) {
    const { id: projectId } = await api.call<{ id: string }>(
      `mutation ($input: CreateProjectInput!) { createProject(input: $input) { ${ERROR} ... on Project { id } } }`,
      { input: { name: project } },
    );
    const { id: agentId } = await api.call<{ id: string }>(
      `mutation ($input: CreateAgentInput!) { createAgent(input: $input) { ${ERROR} ... on Agent { id } } }`,
      { input: { name, projectId, ownerMemberId: owner.edges[0]?.node.id } },
    );
    const { edges } = await api.call<{ edges: { node: { id: string } }[] }>(
      'query ($search: String) { identities(first: 10, filter: { search: $search }) { edges { node { id } } } }',
      { search: key },
    );
    for (const { node } of edges) {
      await api.call(`mutation ($input: MapIdentityInput!) { mapIdentity(input: $input) { ${ERROR} } }`, {
        input: { identityId: node.id, agentId, projectId },
      });
    }
  }
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
