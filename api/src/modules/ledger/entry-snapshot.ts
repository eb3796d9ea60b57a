import type { CostEntry, CostEntryLine, Prisma } from '@outlay/prisma';
import { utcDay } from '../../lib/calendar.ts';

type Line = Pick<
  CostEntryLine,
  'glAccountId' | 'category' | 'memberId' | 'teamId' | 'agentId' | 'projectId' | 'amount'
>;

/** An entry as the audit trail tells it. */
export function entrySnapshot(entry: CostEntry & { lines: readonly Line[] }): Prisma.InputJsonObject {
  const { vendorId, description, kind, currency, connectionId } = entry;
  return {
    date: utcDay(entry.date),
    service: `${utcDay(entry.serviceFrom)}/${utcDay(entry.serviceUntil)}`,
    ...{ vendorId, description, kind, currency, connectionId },
    amount: entry.amount.toFixed(),
    rate: entry.rate.toFixed(),
    lines: entry.lines.map(({ glAccountId, category, memberId, teamId, agentId, projectId, amount }) => ({
      ...{ glAccountId, category, memberId, teamId, agentId, projectId },
      amount: amount.toFixed(),
    })),
  };
}

export const withLines = { lines: { orderBy: { id: 'asc' } } } as const satisfies Prisma.CostEntryInclude;
