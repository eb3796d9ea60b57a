import { Text } from '@mantine/core';
import { isDay } from '../../lib/day.ts';
import { isDecimal } from '../../lib/decimal.ts';
import { formatDay, formatMoney } from '../../lib/format.ts';
import { useToday } from '../../lib/viewer.tsx';
import { billingDates } from './billing-dates.ts';
import { intervalCost, monthlyCost, perInterval } from './interval-words.ts';
import type { NewSubscriptionValues } from './new-subscription-form.ts';

/** What adding it will book, before it is added. */
export function SubscriptionPreview({ values }: { values: NewSubscriptionValues }) {
  const today = useToday();
  const { amount, interval, currency, isVariable, startedOn, trialUntil, endsOn } = values;
  const seats = Number(values.seats);
  if (isVariable || !isDecimal(amount) || amount.startsWith('-') || !(seats >= 1)) return null;
  if (!startedOn || !isDay(startedOn)) return null;
  const priced = { amount, seats: Math.trunc(seats), interval };
  const total = formatMoney(intervalCost(priced), currency);
  const monthly = interval === 'MONTHLY' ? '' : `, ${formatMoney(monthlyCost([priced]), currency)} a month`;
  const past = billingDates({ startedOn, trialUntil, endsOn, interval }, today).length;
  return (
    <Text fz="sm" c="dimmed" role="status">
      {total} {perInterval[interval]}
      {monthly}. {chargeWords(past, trialUntil ?? startedOn)}
    </Text>
  );
}

function chargeWords(past: number, first: string): string {
  if (past === 0) return `First charge on ${formatDay(first)}.`;
  if (past === 1) return `1 charge, of ${formatDay(first)}, is booked now.`;
  return `${past} charges since ${formatDay(first)} are booked now.`;
}
