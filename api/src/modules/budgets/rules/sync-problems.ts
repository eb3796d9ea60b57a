import { connectorFor } from '../../../connectors/registry.ts';
import { db } from '../../../db.ts';
import { encodeGlobalId } from '../../../graphql/global-id.ts';
import { readConnectionFacts } from '../../integrations/connection-facts.sql.ts';
import { type ConnectionHealth, connectionHealth } from '../../integrations/connection-health.ts';
import type { EvaluateRule, Finding } from './finding.ts';

/** A new connection's first reading may take its time. */
const FIRST_READ_MS = 24 * 3_600_000;

/** Connections whose last sync failed, or that were not read when they should have been. */
export const syncProblems: EvaluateRule = async (_rule, { now }) => {
  const connections = await db.connection.findMany({
    where: { status: 'ACTIVE' },
    include: { vendor: true },
    orderBy: { id: 'asc' },
  });
  const facts = await readConnectionFacts(connections.map(({ id }) => id));
  return connections.flatMap(({ id, name, status, schedule, createdAt, vendor }, index): Finding[] => {
    const own = facts[index];
    const streams = connectorFor(vendor.code)?.streams ?? [];
    if (!own) return [];
    const health = connectionHealth({ status, schedule, streams, facts: own, now });
    const isNew = now.getTime() - createdAt.getTime() < FIRST_READ_MS;
    const problem = health === 'NEVER_SYNCED' && isNew ? undefined : problems[health];
    if (problem === undefined) return [];
    const { lastRun } = own;
    const succeeded = own.streams.flatMap(({ lastSucceededAt }) => lastSucceededAt ?? []);
    const lastSuccess = succeeded.toSorted((a, b) => b.getTime() - a.getTime())[0];
    const subjectKey = encodeGlobalId('Connection', id);
    return [
      {
        subjectKey,
        title: `${name}: ${problem}`,
        evidence: {
          ...{ connection: name, vendor: vendor.name, health, lastSuccess: lastSuccess?.toISOString() ?? null },
          ...{ error: health === 'FAILING' ? (lastRun?.errorMessage ?? null) : null },
        },
        link: `/integrations/connections/${subjectKey}`,
      },
    ];
  });
};

const problems: Partial<Record<ConnectionHealth, string>> = {
  FAILING: 'the last sync failed',
  LATE: 'no sync came when one was due',
  NEVER_SYNCED: 'nothing was read yet',
};
