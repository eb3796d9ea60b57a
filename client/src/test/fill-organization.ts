import type { Account } from './child-servers.ts';
import { type Call, openSession } from './session.ts';

const SYNC_WITHIN_MS = 240_000;
const DAY_MS = 86_400_000;
const ERROR = '__typename ... on Error { message }';
const admin = { name: 'Ada Admin', email: 'ada@example.com', password: 'quiet otter climbs slowly' };
const member = { name: 'Milo Member', email: 'milo@example.com', password: 'slow heron watches rain' };

export interface SampleTokens {
  /** READ, USAGE_WRITE and MANAGE of an administrator. */
  admin: string;
  /** READ of a member without usage. */
  member: string;
  /** USAGE_WRITE alone. */
  usageOnly: string;
}

const dayBefore = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** A small organization synced from the vendors, with teams, an agent, a project, sessions and fixed cost. */
export async function fillOrganization(
  url: string,
  accounts: Record<string, Account>,
  historyDays: number,
): Promise<SampleTokens> {
  const call = await setUpOrganization(url);
  for (const [vendor, { baseUrl, adminKey }] of Object.entries(accounts)) {
    const credentials = [{ name: 'adminKey', value: adminKey }];
    await call(`mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { ${ERROR} } }`, {
      input: { name: vendor, vendor, baseUrl, credentials, backfillFrom: dayBefore(historyDays) },
    });
  }
  await synced(call);
  await attribute(call);
  await call(`mutation ($input: CreateCostEntryInput!) { createCostEntry(input: $input) { ${ERROR} } }`, {
    input: { date: dayBefore(3), description: 'Seats', amount: '120.50', currency: 'USD', vendorName: 'Midjourney' },
  });
  return {
    admin: await createToken(call, 'All', ['READ', 'USAGE_WRITE', 'MANAGE']),
    member: await createToken(await joinAs(call, url), 'Own', ['READ']),
    usageOnly: await createToken(call, 'Push', ['USAGE_WRITE']),
  };
}

/** An empty organization. @returns its administrator's session */
export async function setUpOrganization(url: string): Promise<Call> {
  const call = openSession(url);
  await call(`mutation ($input: SetUpOrganizationInput!) { setUpOrganization(input: $input) { ${ERROR} } }`, {
    input: {
      organizationName: 'Acme',
      reportingCurrency: 'USD',
      reportingZone: 'America/New_York',
      allowedDomains: ['example.com'],
      ...admin,
    },
  });
  return call;
}

async function synced(call: Call): Promise<void> {
  const deadline = Date.now() + SYNC_WITHIN_MS;
  while (Date.now() < deadline) {
    const { edges } = await call<{ edges: { node: { status: string; errorMessage: string | null } }[] }>(
      '{ syncRuns(first: 50) { edges { node { status errorMessage } } } }',
    );
    const failed = edges.find(({ node }) => node.status === 'FAILED');
    if (failed) throw new Error(`A sync failed: ${failed.node.errorMessage}`);
    if (edges.length > 0 && edges.every(({ node }) => node.status === 'SUCCEEDED')) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('The syncs took too long.');
}

/** A team of everybody, and an agent with a project behind one API key. */
async function attribute(call: Call): Promise<void> {
  const { edges } = await call<{ edges: { node: { id: string; email: string } }[] }>(
    '{ members(first: 100) { edges { node { id email } } } }',
  );
  const memberIds = edges.filter(({ node }) => node.email !== admin.email).map(({ node }) => node.id);
  const teamId = await create(call, 'Team', { name: 'Platform' });
  await call(`mutation ($input: SetTeamMembershipsInput!) { setTeamMemberships(input: $input) { ${ERROR} } }`, {
    input: { teamId, memberIds },
  });
  const projectId = await create(call, 'Project', { name: 'Checkout' });
  const agentId = await create(call, 'Agent', { name: 'Review bot', projectId });
  const inbox = await call<{ edges: { node: { identity: { id: string } } }[] }>(
    '{ identityInbox(first: 1) { edges { node { identity { id } } } } }',
  );
  for (const { node } of inbox.edges) {
    await call(`mutation ($input: MapIdentityInput!) { mapIdentity(input: $input) { ${ERROR} } }`, {
      input: { identityId: node.identity.id, agentId, projectId },
    });
  }
}

async function create(call: Call, type: 'Agent' | 'Project' | 'Team', input: object): Promise<string> {
  const document = `mutation ($input: Create${type}Input!) { create${type}(input: $input) { ${ERROR} ... on ${type} { id } } }`;
  return (await call<{ id: string }>(document, { input })).id;
}

async function joinAs(call: Call, url: string): Promise<Call> {
  const { link } = await call<{ link: string }>(
    `mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { ${ERROR} ... on Invitation { link } } }`,
    { input: { email: member.email } },
  );
  const joined = openSession(url);
  await joined(`mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { ${ERROR} } }`, {
    input: { token: link.split(/[/=]/).at(-1), name: member.name, password: member.password },
  });
  return joined;
}

export async function createToken(call: Call, name: string, scopes: string[]): Promise<string> {
  const expiresAt = new Date(Date.now() + 30 * DAY_MS).toISOString();
  const { token } = await call<{ token: string }>(
    `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { ${ERROR} ... on CreatedApiToken { token } } }`,
    { input: { name, scopes, expiresAt } },
  );
  return token;
}
