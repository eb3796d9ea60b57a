import { isoSeconds } from '../calendar.ts';
import type { VendorRequest, VendorResponse } from '../vendor-request.ts';
import { invalid } from './anthropic-error.ts';
import { isEmptyFirst, readCursor, writeCursor } from './page-cursor.ts';
import { optionalInstant, requiredInstant } from './query.ts';

/** A run of equal time buckets: `count` of `widthMs`, the first starting at `from` (epoch ms). */
export interface BucketRun {
  from: number;
  widthMs: number;
  count: number;
}

/**
 * One page of a bucketed report. Buckets start on or after `starting_at` snapped down, end at the latest
 * at `ending_at`, and have started by now. A page may be empty although another one follows.
 */
export function bucketPage(
  { path, query }: VendorRequest,
  now: number,
  widthMs: number,
  limit: number,
  resultsOf: (run: BucketRun) => unknown[][],
): VendorResponse['body'] {
  const startingAt = requiredInstant(query, 'starting_at');
  const endingAt = optionalInstant(query, 'ending_at');
  if (endingAt !== null && endingAt <= startingAt) throw invalid('ending_at: Must be after starting_at');
  const cursor = readCursor(path, query);
  const first = Math.floor(startingAt / widthMs) * widthMs;
  const openEnd = Math.ceil(now / widthMs) * widthMs;
  const until =
    cursor?.until ?? Math.min(openEnd, endingAt === null ? openEnd : Math.floor(endingAt / widthMs) * widthMs);
  const offset = cursor?.offset ?? 0;
  const total = Math.max(0, Math.round((until - first) / widthMs));

  if (offset < total && !cursor?.isRetold && isEmptyFirst(path, query, offset)) {
    return { data: [], has_more: true, next_page: writeCursor(path, query, { offset, until, isRetold: true }) };
  }
  const run = { from: first + offset * widthMs, widthMs, count: Math.min(limit, Math.max(0, total - offset)) };
  const results = resultsOf(run);
  const data = results.map((rows, index) => ({
    starting_at: isoSeconds(run.from + index * widthMs),
    ending_at: isoSeconds(run.from + (index + 1) * widthMs),
    results: rows,
  }));
  const next = offset + run.count;
  const hasMore = next < total;
  return {
    data,
    has_more: hasMore,
    next_page: hasMore ? writeCursor(path, query, { offset: next, until, isRetold: false }) : null,
  };
}
