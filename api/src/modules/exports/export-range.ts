import { z } from 'zod';
import { type DayRange, isDay } from '../../lib/calendar.ts';
import { parseInput } from '../../lib/parse-input.ts';

const day = z.string({ error: 'is missing' }).refine(isDay, {
  error: 'is not a day',
  params: { remedy: 'Write it like 2026-11-01.' },
});
const schema = z.object({ from: day, until: day }).refine(({ from, until }) => from < until, {
  path: ['until'],
  error: 'is not after from',
  params: { remedy: 'until is the day after the last one.' },
});

/** `?from=2026-09-01&until=2026-10-01`: half-open. @throws InvalidInputError */
export function exportRange({ searchParams }: URL): DayRange {
  return parseInput(schema, {
    from: searchParams.get('from') ?? undefined,
    until: searchParams.get('until') ?? undefined,
  });
}
