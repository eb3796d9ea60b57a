import type { CostKind } from '@outlay/prisma';
import { divideHalfEven } from '../../../lib/money.ts';
import type { CostLineDraft } from '../post-cost-entry.ts';
import type { MonthDifference } from './month-difference.sql.ts';

type AdjustmentLine = Required<CostLineDraft>;

/** The part of a difference that one entry can hold. */
export interface AdjustmentDraft {
  vendorId: number;
  toolId: number;
  connectionId: number;
  costKind: CostKind;
  lines: AdjustmentLine[];
}

const NANO_PER_LEDGER_UNIT = 100_000n;

/** One entry per vendor, tool, connection and kind of cost; each of its lines keeps the exact amount. */
export function adjustmentDrafts(differences: readonly MonthDifference[]): Map<string, AdjustmentDraft> {
  const drafts = new Map<string, AdjustmentDraft>();
  for (const difference of differences) {
    const { vendorId, toolId, connectionId, costKind } = difference;
    const key = `v${vendorId}:t${toolId}:c${connectionId}:${costKind}`;
    const draft = drafts.get(key) ?? { vendorId, toolId, connectionId, costKind, lines: [] };
    draft.lines.push(lineOf(difference));
    drafts.set(key, draft);
  }
  return drafts;
}

function lineOf(difference: MonthDifference): AdjustmentLine {
  const { glAccountId, category, memberId, teamId, agentId, projectId, nano } = difference;
  const bookedNano = BigInt(nano);
  return {
    amount: divideHalfEven(bookedNano, NANO_PER_LEDGER_UNIT),
    glAccountId: glAccountId || null,
    category,
    memberId: memberId || null,
    teamId: teamId || null,
    agentId: agentId || null,
    projectId: projectId || null,
    bookedNano,
  };
}

type ComparedLine = Omit<AdjustmentLine, 'amount' | 'bookedNano'> & { bookedNano: bigint | null };

/** Whether the same lines are posted already, in whatever order. */
export function sameLines(posted: readonly ComparedLine[], wanted: readonly ComparedLine[]): boolean {
  const texts = (lines: readonly ComparedLine[]) => lines.map(textOf).sort().join('\n');
  return posted.length === wanted.length && texts(posted) === texts(wanted);
}

const textOf = ({ glAccountId, category, memberId, teamId, agentId, projectId, bookedNano }: ComparedLine) =>
  JSON.stringify([glAccountId, category, memberId, teamId, agentId, projectId, String(bookedNano)]);
