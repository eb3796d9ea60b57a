import { DAY_MS, dayNumberOf } from '../calendar.ts';
import { centsText } from '../nano-usd.ts';
import type { VendorRequest, VendorResponse } from '../vendor-request.ts';
import { type BillItem, billItems } from './bill.ts';
import { bucketPage } from './buckets.ts';
import type { DayBook } from './day-book.ts';
import { choice, choices, limitOf, requireKnown } from './query.ts';

const KNOWN = ['starting_at', 'ending_at', 'bucket_width', 'limit', 'page', 'group_by[]'];
const GROUPINGS = ['workspace_id', 'description'] as const;
type Grouping = (typeof GROUPINGS)[number];

/** GET /v1/organizations/cost_report */
export function costReport(book: DayBook, request: VendorRequest, now: number): VendorResponse['body'] {
  const { query } = request;
  requireKnown(query, KNOWN);
  choice(query.get('bucket_width') ?? '1d', 'bucket_width', ['1d']);
  const limit = limitOf(query, 7, 31);
  const grouping = choices(query, 'group_by[]', GROUPINGS);
  return bucketPage(request, now, DAY_MS, limit, ({ from, count }) =>
    Array.from({ length: count }, (_, index) => linesOf(book, dayNumberOf(from) + index, grouping, now)),
  );
}

function linesOf(book: DayBook, day: number, grouping: readonly Grouping[], now: number) {
  const lines = new Map<string, { first: BillItem; nano: bigint }>();
  const byDescription = grouping.includes('description');
  for (const item of billItems(book, day, now)) {
    const details = byDescription ? [item.costType, item.description, item.event?.inferenceGeo] : [];
    const key = [grouping.includes('workspace_id') ? item.workspaceId : '', ...details].join('\u0000');
    const line = lines.get(key);
    if (line) line.nano += item.nano;
    else lines.set(key, { first: item, nano: item.nano });
  }
  return [...lines.values()].map(({ first, nano }) => {
    const usage = byDescription && first.costType === 'tokens' ? first.event : null;
    return {
      amount: centsText(nano),
      currency: 'USD',
      description: byDescription ? first.description : null,
      cost_type: byDescription ? first.costType : null,
      token_type: byDescription ? first.tokenType : null,
      model: usage?.model.id ?? null,
      service_tier: usage?.serviceTier ?? null,
      context_window: usage?.contextWindow ?? null,
      inference_geo: usage?.inferenceGeo ?? null,
      workspace_id: grouping.includes('workspace_id') ? first.workspaceId : null,
    };
  });
}
