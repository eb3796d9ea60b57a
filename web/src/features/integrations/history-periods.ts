import { addDays } from '../../lib/day.ts';

/** How far back people usually read, as the first day. */
export function historyPeriods(today: string): { label: string; from: string }[] {
  return [
    { label: '30 days', from: addDays(today, -30) },
    { label: '90 days', from: addDays(today, -90) },
    { label: 'This year', from: `${today.slice(0, 4)}-01-01` },
    { label: '1 year', from: addDays(today, -365) },
  ];
}
