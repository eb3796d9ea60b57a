import { allocate } from '../lib/allocate.ts';
import { type Comparison, type Level, matchAgreeing, matchLevels } from './evidence-groups.ts';
import { scaledTo } from './evidence-reported.ts';
import {
  DIMENSIONS,
  type EvidenceDimension,
  type EvidenceRow,
  LEDGER_CHARGE,
  LEDGER_INVOICE,
  NO_QUANTITIES,
  type ResidualRow,
} from './evidence-row.ts';

const sum = (values: Iterable<bigint>): bigint => [...values].reduce((total, value) => total + value, 0n);

/** Charges that no usage explains: they stand on their own unless finer evidence names the same class. */
const STANDALONE_CLASSES = new Set(['FEE', 'TAX', 'CREDIT']);

/** Rule 3: charge class, and each further dimension that both sides carry. */
const COMPARISON: Comparison = {
  within: (row) => row.chargeClass,
  dimensions: DIMENSIONS,
  isUntold: () => true,
};

/** What disagrees in every group is compared with what is left of the model, of the class, of all usage. */
const LEVELS: readonly Level[] = [
  (row) => `${row.chargeClass} ${row.modelId}`,
  (row) => row.chargeClass,
  (row) => (STANDALONE_CLASSES.has(row.chargeClass) ? undefined : 'usage'),
];

/** A counted metered row, or what is left of a coarser one, with the spend it has come to so far. */
export interface Payable {
  row: EvidenceRow;
  spendNano: bigint;
  residual?: ResidualRow;
}

interface BillOutcome {
  /** New spend of the rows a bill covers, by natural key. */
  spends: Map<string, bigint>;
  residuals: ResidualRow[];
}

/**
 * The rows that a bill speaks for: all, when it bills usage or comes of a stream that does; else, as a tax or a fee
 * entered for the account alone, those of its own classes. It would be read as "usage cost nothing" otherwise.
 */
function spokenFor(
  payables: readonly Payable[],
  bill: readonly EvidenceRow[],
  billsUsage: (stream: string) => boolean,
) {
  const classes = new Set(bill.map(({ chargeClass }) => chargeClass));
  const isWhole = bill.some((line) => !STANDALONE_CLASSES.has(line.chargeClass) || billsUsage(line.stream));
  return isWhole ? payables : payables.filter(({ row }) => classes.has(row.chargeClass));
}

/**
 * Rule 3: brings the counted metered rows of one day (or of a bill's period) to the bill's amount. What the bill has
 * beyond them is a residual; what it has less is taken off them in proportion. An open day's bill, being incomplete,
 * takes nothing off as a whole.
 */
export function settleBill(
  counted: readonly Payable[],
  bill: readonly EvidenceRow[],
  options: { isClosed: boolean; spreadsPositiveResidual: boolean; billsUsage(stream: string): boolean },
): BillOutcome {
  const payables = spokenFor(counted, bill, options.billsUsage);
  const spendOf = new Map(payables.map(({ row, spendNano }) => [row, spendNano] as const));
  const spend = (row: EvidenceRow): bigint => spendOf.get(row) ?? 0n;
  const billed = sum(bill.map((row) => row.costNano ?? 0n));
  const outcome: BillOutcome = { spends: new Map(), residuals: [] };
  if (bill.length === 0 || (!options.isClosed && billed < sum(spendOf.values()))) return outcome;

  const fine = payables.map(({ row }) => row);
  if (bill.every(isOfLedger)) return settleWhole(fine, bill, spend, options.spreadsPositiveResidual);
  const { matched, leftFine, leftCoarse } = matchLevels(matchAgreeing(fine, bill, COMPARISON), LEVELS);
  for (const group of matched) settleGroup(group.fine, group.coarse, spend, options.spreadsPositiveResidual, outcome);
  for (const row of leftFine) outcome.spends.set(row.naturalKey, 0n);
  for (const row of leftCoarse) outcome.residuals.push(billResidual([row], row.costNano ?? 0n));
  outcome.residuals = outcome.residuals.filter(({ spendNano }) => spendNano !== 0n);
  return outcome;
}

const isOfLedger = ({ stream }: EvidenceRow) => stream === LEDGER_INVOICE || stream === LEDGER_CHARGE;

/**
 * Rule 6: an invoice says what everything of its period came to, whatever the vendor calls it; a charge by schedule
 * says only that so much is due at least.
 */
function settleWhole(
  fine: readonly EvidenceRow[],
  bill: readonly EvidenceRow[],
  spend: (row: EvidenceRow) => bigint,
  spreadsPositiveResidual: boolean,
): BillOutcome {
  const outcome: BillOutcome = { spends: new Map(), residuals: [] };
  const billed = sum(bill.map((row) => row.costNano ?? 0n));
  const isInvoiced = bill.some(({ stream }) => stream === LEDGER_INVOICE);
  if (isInvoiced || billed > sum(fine.map(spend))) settleGroup(fine, bill, spend, spreadsPositiveResidual, outcome);
  return outcome;
}

function settleGroup(
  fine: readonly EvidenceRow[],
  bill: readonly EvidenceRow[],
  spend: (row: EvidenceRow) => bigint,
  spreadsPositiveResidual: boolean,
  outcome: BillOutcome,
): void {
  const spends = fine.map(spend);
  const billed = sum(bill.map((row) => row.costNano ?? 0n));
  const residual = billed - sum(spends);
  const canSpread = spends.some((amount) => amount > 0n);
  if (residual === 0n) return;
  if (canSpread && (residual < 0n || spreadsPositiveResidual)) {
    const scaled = scaledTo(billed, spends);
    for (const [index, row] of fine.entries()) outcome.spends.set(row.naturalKey, scaled[index] ?? 0n);
  } else {
    outcome.residuals.push(billResidual(bill, residual));
  }
}

/** Money only, carrying the dimensions on which all lines of the bill agree. */
function billResidual(bill: readonly EvidenceRow[], spendNano: bigint): ResidualRow {
  const [source] = bill;
  if (source === undefined) throw new RangeError('a bill residual needs a bill');
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((name) => [name, bill.every((row) => row[name] === source[name]) ? source[name] : 0]),
  ) as Record<EvidenceDimension, number>;
  return {
    source,
    part: 'billed',
    billingDay: source.billingDay,
    dimensions,
    quantities: NO_QUANTITIES,
    listValueNano: null,
    spendNano,
  };
}

/** A period's residual laid evenly over its days. */
export function layOverDays(residual: ResidualRow, days: readonly string[]): ResidualRow[] {
  if (days.length === 1) return [residual];
  const parts = allocate(
    residual.spendNano,
    days.map(() => 1n),
  );
  return days.map((billingDay, index) => ({
    ...residual,
    part: `billed ${billingDay}`,
    billingDay,
    spendNano: parts[index] ?? 0n,
  }));
}
