import type { Day } from '../../lib/calendar.ts';
import type { OpenRange } from '../../sync/rebuild-days.ts';

/** A mapping of one identity; open ends mean "always". */
export interface DatedMapping {
  id: number;
  from: Day | null;
  until: Day | null;
}

/** What is left of mappings once a range is cut out of them: which vanish, and the pieces before and after that stay. */
export function spliceMappings<Mapping extends DatedMapping>(
  mappings: readonly Mapping[],
  { from = null, until = null }: OpenRange,
): { removed: Mapping[]; kept: Mapping[] } {
  const removed = mappings.filter((mapping) => startsBefore(mapping.from, until) && startsBefore(from, mapping.until));
  const kept = removed.flatMap((mapping) => [
    ...(from !== null && (mapping.from === null || mapping.from < from) ? [{ ...mapping, until: from }] : []),
    ...(until !== null && (mapping.until === null || until < mapping.until) ? [{ ...mapping, from: until }] : []),
  ]);
  return { removed, kept };
}

const startsBefore = (start: Day | null, end: Day | null) => start === null || end === null || start < end;
