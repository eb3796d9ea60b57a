import type { CostEntryLine } from '@outlay/prisma';
import { allocate } from '../../lib/allocate.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { toLedgerAmount } from './ledger-amount.ts';
import type { CostLineDraft } from './post-cost-entry.ts';
import { sumOf } from './reporting-amounts.ts';

type Line = Pick<
  CostEntryLine,
  'glAccountId' | 'category' | 'memberId' | 'teamId' | 'agentId' | 'projectId' | 'amount'
>;

/** The lines as they are, in proportion to the new amount. @throws InvalidInputError when that says nothing */
export function keptLines(lines: readonly Line[], total: bigint): CostLineDraft[] {
  const before = lines.map((line) => toLedgerAmount(line.amount.toFixed()));
  const parts = sumOf(before) === total ? before : inProportion(before, total);
  return lines.map(({ glAccountId, category, memberId, teamId, agentId, projectId }, index) => ({
    ...{ glAccountId, category, memberId, teamId, agentId, projectId },
    amount: parts[index] ?? 0n,
  }));
}

function inProportion(before: readonly bigint[], total: bigint): bigint[] {
  if (before.some((part) => part < 0n) && before.some((part) => part > 0n)) {
    const problem = 'its lines are costs and credits.';
    throw new InvalidInputError('lines', '', problem, 'Say what each line of the new amount is.');
  }
  return allocate(
    total,
    before.map((part) => (part < 0n ? -part : part)),
  );
}
