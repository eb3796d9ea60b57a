import { allocate } from '../lib/allocate.ts';
import { type Comparison, type Level, matchAgreeing, matchLevels } from './evidence-groups.ts';
import { type EvidenceRow, QUANTITIES, type Quantity, type ResidualRow, type Verdict } from './evidence-row.ts';

const sum = (values: Iterable<bigint>): bigint => [...values].reduce((total, value) => total + value, 0n);
const positive = (value: bigint): bigint => (value > 0n ? value : 0n);

/** `residual` laid over the coarse values in proportion, evenly where they give none. */
function laidOver(residual: bigint, coarse: readonly bigint[]): bigint[] {
  const weights = coarse.map(positive);
  return allocate(residual, sum(weights) === 0n ? coarse.map(() => 1n) : weights);
}

/**
 * Rules 2 and 4: a coarser report of the same usage counts only by what the finer does not explain, quantity by
 * quantity. On a closed day, metered finer usage beyond the report is scaled down to it.
 */
export function settleReported(
  fine: readonly EvidenceRow[],
  coarse: readonly EvidenceRow[],
  { comparison, levels }: { comparison: Comparison; levels: readonly Level[] },
  isClosed: (row: EvidenceRow) => boolean,
  verdicts: Map<string, Verdict>,
): ResidualRow[] {
  const { matched, leftFine, leftCoarse } = matchLevels(matchAgreeing(fine, coarse, comparison), levels);
  for (const row of leftCoarse) verdicts.set(row.naturalKey, { isCounted: true, spendNano: row.costNano ?? 0n });
  const reportedDays = new Set(coarse.map((row) => row.billingDay));
  for (const row of leftFine) {
    // The vendor's whole report of a closed day knows nothing of this row: it stays as detail.
    const isContradicted = reportedDays.has(row.billingDay) && isClosed(row) && row.billingKind === 'METERED';
    verdicts.set(row.naturalKey, { isCounted: !isContradicted, spendNano: isContradicted ? 0n : (row.costNano ?? 0n) });
  }
  return matched.flatMap((group) => {
    const fineSpends = finalSpends(group.fine, group.coarse, isClosed);
    group.fine.forEach(({ naturalKey }, index) => {
      verdicts.set(naturalKey, { isCounted: true, spendNano: fineSpends[index] ?? 0n });
    });
    for (const { naturalKey } of group.coarse) verdicts.set(naturalKey, { isCounted: false, spendNano: 0n });
    const beyond = sum(group.coarse.map((row) => row.costNano ?? 0n)) - sum(fineSpends);
    return residualsOf(group.fine, group.coarse, group.coarse.every(isClosed) ? beyond : positive(beyond));
  });
}

/** What finer rows cost; on a closed day never more than the report they are part of. */
function finalSpends(
  fine: readonly EvidenceRow[],
  coarse: readonly EvidenceRow[],
  isClosed: (row: EvidenceRow) => boolean,
): bigint[] {
  const spends = fine.map((row) => row.costNano ?? 0n);
  const reported = sum(coarse.map((row) => row.costNano ?? 0n));
  const isExceeded = coarse.every(isClosed) && sum(spends) > reported && spends.some((spend) => spend > 0n);
  return isExceeded ? scaledTo(reported, spends) : spends;
}

/** Amounts brought to `total`; negative ones stay as they are and the others share the difference in proportion. */
export function scaledTo(total: bigint, amounts: readonly bigint[]): bigint[] {
  const weights = amounts.map(positive);
  const kept = sum(amounts.map((amount) => (amount < 0n ? amount : 0n)));
  const parts = allocate(total - kept, weights);
  return amounts.map((amount, index) => (amount < 0n ? amount : (parts[index] ?? 0n)));
}

function residualsOf(fine: readonly EvidenceRow[], coarse: readonly EvidenceRow[], spendNano: bigint): ResidualRow[] {
  const laidBy = (value: (row: EvidenceRow) => bigint) =>
    laidOver(positive(sum(coarse.map(value)) - sum(fine.map(value))), coarse.map(value));
  const laid = Object.fromEntries(
    QUANTITIES.map((name) => [name, laidBy((row) => row.quantities[name] ?? 0n)]),
  ) as Record<Quantity, bigint[]>;
  const listValues = laidBy((row) => row.listValueNano ?? 0n);
  const spends = laidOver(
    spendNano,
    coarse.map((row) => row.costNano ?? 0n),
  );
  return coarse.flatMap((source, index) => {
    const quantities = Object.fromEntries(
      QUANTITIES.map((name) => [name, source.quantities[name] === null ? null : (laid[name][index] ?? 0n)]),
    ) as Record<Quantity, bigint | null>;
    const listValueNano = source.listValueNano === null ? null : (listValues[index] ?? 0n);
    const spend = spends[index] ?? 0n;
    const isEmpty =
      spend === 0n && (listValueNano ?? 0n) === 0n && QUANTITIES.every((name) => (quantities[name] ?? 0n) === 0n);
    if (isEmpty) return [];
    const { modelId, workspaceIdentityId, apiKeyIdentityId, userIdentityId, billingDay } = source;
    const dimensions = { modelId, workspaceIdentityId, apiKeyIdentityId, userIdentityId };
    return [{ source, part: 'reported', billingDay, dimensions, quantities, listValueNano, spendNano: spend }];
  });
}
