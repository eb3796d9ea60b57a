import { allocate } from '../../lib/allocate.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { decimalString } from '../../lib/money.ts';
import { fromLedgerAmount } from './ledger-amount.ts';
import { sumOf } from './reporting-amounts.ts';

/** A part by amount (1e-4 of the currency) or by percent (1e-4 of a percent). */
export interface Share {
  amount?: bigint | null | undefined;
  percent?: bigint | null | undefined;
}

const PERCENT_DIGITS = 4;
const WHOLE = 100n * 10n ** BigInt(PERCENT_DIGITS);

/**
 * What each part is of `total`: amounts as given, percents by largest remainder; a part alone may leave both out.
 * @throws InvalidInputError naming the line, or `lines` with the difference when they do not add up
 */
export function splitAmount(total: bigint, shares: readonly Share[]): bigint[] {
  const [first] = shares;
  if (!first) return [total];
  if (shares.length === 1 && !given(first.amount) && !given(first.percent)) return [total];
  const isByPercent = given(first.percent);
  const parts = shares.map((share, index) => partOf(share, index, isByPercent));
  const missing = (isByPercent ? WHOLE : total) - sumOf(parts);
  if (missing === 0n) return isByPercent ? allocate(total, parts) : parts;
  const text = (value: bigint) => (isByPercent ? `${decimalString(value, PERCENT_DIGITS)} %` : fromLedgerAmount(value));
  const [sum, wanted] = [sumOf(parts), isByPercent ? WHOLE : total];
  const difference = missing > 0n === wanted > 0n ? 'missing' : 'too much';
  const problem = `the lines add up to ${text(sum)} of ${text(wanted)}: ${text(missing < 0n ? -missing : missing)} is ${difference}.`;
  throw new InvalidInputError('lines', text(sum), problem, 'Let the lines add up to the entry.');
}

function partOf({ amount, percent }: Share, index: number, isByPercent: boolean): bigint {
  const field = `lines.${index}`;
  const part = isByPercent ? percent : amount;
  if (given(amount) && given(percent))
    throw new InvalidInputError(field, '', 'has both an amount and a percent.', 'Give one of them.');
  if (!given(part)) {
    const wanted = isByPercent ? 'percent' : 'amount';
    throw new InvalidInputError(
      field,
      '',
      `has no ${wanted}.`,
      'Split every line by amount, or every line by percent.',
    );
  }
  return part;
}

const given = (value: bigint | null | undefined): value is bigint => value !== null && value !== undefined;
