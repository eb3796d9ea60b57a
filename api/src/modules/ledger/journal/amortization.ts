import { addMonths, type Day, type DayRange, dayCount, startOfMonth } from '../../../lib/calendar.ts';

/** What is spread evenly over the days of its service; nano-units. */
export interface Spread {
  nano: bigint;
  service: DayRange;
}

/** How much of it falls on days before `until`: a share by days, rounded down, so that all months add up to it exactly. */
export function recognizedBefore({ nano, service }: Spread, until: Day): bigint {
  if (until <= service.from) return 0n;
  if (until >= service.until) return nano;
  const days = BigInt(dayCount({ from: service.from, until }));
  return floorDivide(nano * days, BigInt(dayCount(service)));
}

export interface AmortizedMonth {
  month: Day;
  nano: bigint;
}

/** Month by month, each as `AMORTIZED_SPEND` shows it. */
export function amortizationSchedule(spread: Spread): AmortizedMonth[] {
  const months: AmortizedMonth[] = [];
  for (let month = startOfMonth(spread.service.from); month < spread.service.until; month = addMonths(month, 1)) {
    const nano = recognizedBefore(spread, addMonths(month, 1)) - recognizedBefore(spread, month);
    months.push({ month, nano });
  }
  return months;
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator !== 0n && numerator < 0n ? quotient - 1n : quotient;
}
