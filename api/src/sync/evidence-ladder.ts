import { daysOf } from '../lib/calendar.ts';
import { layOverDays, type Payable, settleBill } from './evidence-billed.ts';
import type { Comparison, Level } from './evidence-groups.ts';
import { settleReported } from './evidence-reported.ts';
import {
  type EvidenceRow,
  type LadderOptions,
  LEDGER_CHARGE,
  LEDGER_INVOICE,
  type ResidualRow,
  type Settlement,
  type Verdict,
} from './evidence-row.ts';
import { countedTracked } from './evidence-tracked.ts';

/**
 * Rule 2: tracked against reported usage per class and day, by API key and model. A tracked row may not know its key;
 * a reported row without one had none. Models named differently by both sides are compared per key.
 */
const METERED_MATCHING = {
  comparison: {
    within: (row) => `${row.billingDay} ${row.chargeClass}`,
    dimensions: ['apiKeyIdentityId', 'modelId'],
    isUntold: (side) => side === 'fine',
  } satisfies Comparison,
  levels: [
    (row) => `${row.billingDay} ${row.chargeClass} ${row.apiKeyIdentityId}`,
    (row, side) => (side === 'fine' && row.apiKeyIdentityId !== 0 ? undefined : `${row.billingDay} ${row.chargeClass}`),
  ] satisfies Level[],
};

/** Rule 4: included usage per vendor identity, tool, model and day. */
const INCLUDED_MATCHING = {
  comparison: {
    within: (row) => `${row.billingDay} ${row.chargeClass} ${row.userIdentityId || row.apiKeyIdentityId} ${row.toolId}`,
    dimensions: ['modelId'],
    isUntold: () => false,
  } satisfies Comparison,
  levels: [],
};

/**
 * The evidence ladder over all rows of one connection on the days given (whole billing periods included): finer
 * evidence counts; coarser evidence counts only for what the finer does not explain. Pure; independent of row order
 * but for ties of a single nano-unit, which go by natural key.
 */
export function settleEvidence(rows: readonly EvidenceRow[], options: LadderOptions): Settlement {
  const ordered = [...rows].sort((a, b) => (a.naturalKey < b.naturalKey ? -1 : 1));
  const verdicts = new Map<string, Verdict>(
    ordered.map((row) => [row.naturalKey, { isCounted: false, spendNano: 0n }]),
  );
  const isClosed = (row: EvidenceRow) => options.isClosed(row.billingDay);

  const tracked = countedTracked(
    ordered.filter((row) => row.evidence === 'TRACKED' && !row.isDetailOnly),
    options.seenElsewhere,
  );
  const candidates = ordered.filter((row) => !row.isDetailOnly && row.evidence !== 'BILLED');
  const metered = candidates.filter((row) => row.billingKind === 'METERED');
  const included = candidates.filter((row) => row.billingKind === 'INCLUDED').map((row) => ({ ...row, costNano: 0n }));

  const fineMetered = metered.filter((row) => tracked.has(row));
  const reported = metered.filter((row) => row.evidence === 'REPORTED');
  const residuals = settleReported(fineMetered, reported, METERED_MATCHING, isClosed, verdicts);

  const countedKeys = new Set([...tracked].map((row) => row.naturalKey));
  const fineIncluded = included.filter((row) => countedKeys.has(row.naturalKey));
  const includedReported = included.filter((row) => row.evidence === 'REPORTED');
  const includedResiduals = settleReported(fineIncluded, includedReported, INCLUDED_MATCHING, isClosed, verdicts);

  const payables = new Map<string, Payable>();
  for (const row of metered) {
    const verdict = verdicts.get(row.naturalKey);
    if (verdict?.isCounted) payables.set(row.naturalKey, { row, spendNano: verdict.spendNano });
  }
  for (const residual of residuals) addResidual(payables, residual);
  settleBills(
    payables,
    ordered.filter((row) => row.evidence === 'BILLED' && !row.isDetailOnly),
    options,
  );

  const settledResiduals = includedResiduals;
  for (const { row, spendNano, residual } of payables.values()) {
    if (residual) settledResiduals.push({ ...residual, spendNano });
    else verdicts.set(row.naturalKey, { isCounted: true, spendNano });
  }
  return { verdicts, residuals: settledResiduals };
}

function addResidual(payables: Map<string, Payable>, residual: ResidualRow): void {
  const { source, part, billingDay, dimensions, quantities, listValueNano, spendNano } = residual;
  const naturalKey = `residual ${source.naturalKey} ${part}`;
  const row = {
    ...source,
    ...dimensions,
    naturalKey,
    billingDay,
    quantities,
    listValueNano,
    costNano: spendNano,
    periodUntil: null,
  };
  payables.set(naturalKey, { row, spendNano, residual });
}

function rankOf({ stream, periodUntil }: EvidenceRow): number {
  if (stream === LEDGER_INVOICE) return 3;
  if (stream === LEDGER_CHARGE) return 2;
  return periodUntil === null ? 0 : 1;
}

/** Bills of single days first, then those of longer periods, then the ledger's, over what their days came to. */
function settleBills(payables: Map<string, Payable>, bills: readonly EvidenceRow[], options: LadderOptions): void {
  const groups = Map.groupBy(bills, (row) => `${rankOf(row)} ${row.billingDay} ${row.periodUntil}`);
  const { spreadsPositiveResidual, billsUsage } = options;
  for (const [, bill] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [{ billingDay, periodUntil }] = bill as [EvidenceRow, ...EvidenceRow[]];
    const days = periodUntil === null ? [billingDay] : daysOf({ from: billingDay, until: periodUntil });
    const covered = [...payables.values()].filter(({ row }) => days.includes(row.billingDay));
    const outcome = settleBill(covered, bill, {
      isClosed: days.every(options.isClosed),
      spreadsPositiveResidual,
      billsUsage,
    });
    for (const payable of covered) payable.spendNano = outcome.spends.get(payable.row.naturalKey) ?? payable.spendNano;
    for (const residual of outcome.residuals.flatMap((whole) => layOverDays(whole, days)))
      addResidual(payables, residual);
  }
}
