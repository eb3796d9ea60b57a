/** A small organization for the tests of the API: two members, two models, an unknown owner; November 2026. */
import { db } from '../../db.ts';
import { createAdmin, createMember, createMembership, createOrganization, createTeam } from '../../test/factories.ts';
import { createIdentity, insertUsage } from './usage-fixture.ts';

export const NOW = '2026-11-22T12:00:00Z';
const unit = 1_000_000_000n;

export async function createAcme() {
  await createOrganization();
  const admin = await createAdmin();
  const ana = await createMember({ name: 'Ana Lima', email: 'ana@acme.test' });
  const ben = await createMember({ name: 'Ben Okoro', email: 'ben@acme.test' });
  const team = await createTeam({ name: 'Research' });
  await createMembership(ana, team);
  const vendor = await db.vendor.create({ data: { code: 'acme-ai', name: 'Acme AI' } });
  const opus = await db.model.create({ data: { vendorId: vendor.id, name: 'opus-4' } });
  const haiku = await db.model.create({ data: { vendorId: vendor.id, name: 'haiku-4' } });
  const tool = await db.tool.create({ data: { code: 'coder', name: 'Coder' } });
  const connection = await db.connection.create({ data: { vendorId: vendor.id, name: 'Main account' } });
  const anaUser = await createIdentity(connection.id, 'USER', 'ana', { memberId: ana.id });
  const benUser = await createIdentity(connection.id, 'USER', 'ben', { memberId: ben.id });
  const key = await createIdentity(connection.id, 'API_KEY', 'ci');
  const session = await db.agentSession.create({ data: { scope: `c${connection.id}`, externalId: 'run-1' } });
  const at = { connectionId: connection.id, vendorId: vendor.id };
  await insertUsage([
    {
      ...at,
      hour: '2026-11-03T08:00:00Z',
      userIdentityId: anaUser.id,
      modelId: opus.id,
      toolId: tool.id,
      sessionId: session.id,
      inputTokens: 1_000_000n,
      outputTokens: 500_000n,
      requests: 3n,
      spendNano: 5n * unit + 1n,
      listValueNano: 5n * unit + 1n,
    },
    {
      ...at,
      hour: '2026-11-04T09:00:00Z',
      userIdentityId: anaUser.id,
      modelId: haiku.id,
      inputTokens: 200_000n,
      cacheReadTokens: 800_000n,
      requests: 2n,
      spendNano: unit,
      listValueNano: unit,
    },
    {
      ...at,
      hour: '2026-11-04T10:00:00Z',
      userIdentityId: benUser.id,
      modelId: opus.id,
      inputTokens: 100_000n,
      requests: 1n,
      spendNano: 3n * unit,
      listValueNano: 3n * unit,
    },
    {
      ...at,
      hour: '2026-11-05T00:00:00Z',
      isDayGrain: true,
      apiKeyIdentityId: key.id,
      modelId: opus.id,
      evidence: 'BILLED',
      isResidual: true,
      spendNano: 7n * unit,
    },
    {
      ...at,
      hour: '2026-10-20T10:00:00Z',
      userIdentityId: benUser.id,
      modelId: haiku.id,
      inputTokens: 100_000n,
      requests: 1n,
      spendNano: 2n * unit,
    },
  ]);
  return { admin, ana, ben, team, vendor, opus, haiku, tool, connection, key, session };
}

export const PIVOT = `query Pivot($input: PivotInput!) {
  pivot(input: $input) {
    columns { key labels }
    rows { key labels values previous }
    other { key labels values previous }
    totals { key labels values previous }
    rowCount incompleteFrom unattributed
  }
}`;

export interface PivotData {
  pivot: {
    columns: { key: string[]; labels: string[] }[];
    rows: { key: string[]; labels: string[]; values: (string | null)[]; previous: (string | null)[] | null }[];
    other: { key: string[]; labels: string[]; values: (string | null)[]; previous: (string | null)[] | null } | null;
    totals: { key: string[]; labels: string[]; values: (string | null)[]; previous: (string | null)[] | null };
    rowCount: number;
    incompleteFrom: string | null;
    unattributed: string;
  };
}
