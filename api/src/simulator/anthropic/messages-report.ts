import { DAY_MS, dayNumberOf, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import type { VendorRequest, VendorResponse } from '../vendor-request.ts';
import { type BucketRun, bucketPage } from './buckets.ts';
import type { DayBook } from './day-book.ts';
import type { TokenCounts, UsageEvent } from './events.ts';
import { choice, choices, limitOf, requireKnown } from './query.ts';

const DIMENSIONS = {
  api_key_id: ({ caller }) => caller.apiKeyId,
  workspace_id: ({ caller }) => caller.workspaceId,
  model: ({ model }) => model.id,
  service_tier: ({ serviceTier }) => serviceTier,
  context_window: ({ contextWindow }) => contextWindow,
  inference_geo: ({ inferenceGeo }) => inferenceGeo,
  speed: ({ speed }) => speed,
  account_id: ({ caller }) => caller.accountId,
  service_account_id: ({ caller }) => caller.serviceAccountId,
} satisfies Record<string, (event: UsageEvent) => string | null>;
type Dimension = keyof typeof DIMENSIONS;
const DIMENSION_NAMES = Object.keys(DIMENSIONS).filter((name): name is Dimension => name in DIMENSIONS);

const FILTERS: Record<string, Dimension> = {
  'api_key_ids[]': 'api_key_id',
  'workspace_ids[]': 'workspace_id',
  'models[]': 'model',
  'service_tiers[]': 'service_tier',
  'context_window[]': 'context_window',
  'inference_geos[]': 'inference_geo',
  'speeds[]': 'speed',
  'account_ids[]': 'account_id',
  'service_account_ids[]': 'service_account_id',
};
const KNOWN = ['starting_at', 'ending_at', 'bucket_width', 'limit', 'page', 'group_by[]', ...Object.keys(FILTERS)];
const WIDTHS = {
  '1d': { widthMs: DAY_MS, standard: 7, maximum: 31 },
  '1h': { widthMs: HOUR_MS, standard: 24, maximum: 168 },
  '1m': { widthMs: MINUTE_MS, standard: 60, maximum: 1440 },
} as const;

interface Row {
  event: UsageEvent;
  tokens: TokenCounts;
  webSearches: number;
}

/** GET /v1/organizations/usage_report/messages */
export function messagesReport(book: DayBook, request: VendorRequest, now: number): VendorResponse['body'] {
  const { query } = request;
  requireKnown(query, KNOWN);
  const width = WIDTHS[choice(query.get('bucket_width') ?? '1d', 'bucket_width', ['1d', '1h', '1m'])];
  const limit = limitOf(query, width.standard, width.maximum);
  const grouping = choices(query, 'group_by[]', DIMENSION_NAMES);
  const filters = Object.entries(FILTERS)
    .map(([name, dimension]) => ({ read: DIMENSIONS[dimension], allowed: query.getAll(name) }))
    .filter(({ allowed }) => allowed.length > 0);
  const isWanted = (event: UsageEvent) => filters.every(({ read, allowed }) => allowed.includes(read(event) ?? ''));
  return bucketPage(request, now, width.widthMs, limit, (run) =>
    groupInto(book, run, grouping, now, isWanted).map((rows) =>
      [...rows.values()].map((row) => toResult(row, grouping)),
    ),
  );
}

function groupInto(
  book: DayBook,
  run: BucketRun,
  grouping: readonly Dimension[],
  now: number,
  isWanted: (event: UsageEvent) => boolean,
) {
  const buckets = Array.from({ length: run.count }, () => new Map<string, Row>());
  const end = run.from + run.count * run.widthMs;
  for (let day = dayNumberOf(run.from); day * DAY_MS < end; day++) {
    for (const event of book.on(day).metered) {
      const bucket = buckets[Math.floor((event.at - run.from) / run.widthMs)];
      if (!bucket || event.reportedAt > now || event.isLostFromUsage || !isWanted(event)) continue;
      const key = grouping.map((name) => DIMENSIONS[name](event)).join('\u0000');
      const tokens = book.tokensAsOf(event, now);
      const row = bucket.get(key);
      if (row) {
        row.tokens = sum(row.tokens, tokens);
        row.webSearches += event.webSearches;
      } else bucket.set(key, { event, tokens, webSearches: event.webSearches });
    }
  }
  return buckets;
}

function sum(a: TokenCounts, b: TokenCounts): TokenCounts {
  return {
    uncached_input_tokens: a.uncached_input_tokens + b.uncached_input_tokens,
    cache_read_input_tokens: a.cache_read_input_tokens + b.cache_read_input_tokens,
    'cache_creation.ephemeral_5m_input_tokens':
      a['cache_creation.ephemeral_5m_input_tokens'] + b['cache_creation.ephemeral_5m_input_tokens'],
    'cache_creation.ephemeral_1h_input_tokens':
      a['cache_creation.ephemeral_1h_input_tokens'] + b['cache_creation.ephemeral_1h_input_tokens'],
    output_tokens: a.output_tokens + b.output_tokens,
  };
}

function toResult({ event, tokens, webSearches }: Row, grouping: readonly Dimension[]) {
  const dimension = (name: Dimension) => (grouping.includes(name) ? DIMENSIONS[name](event) : null);
  return {
    account_id: dimension('account_id'),
    api_key_id: dimension('api_key_id'),
    workspace_id: dimension('workspace_id'),
    model: dimension('model'),
    service_tier: dimension('service_tier'),
    context_window: dimension('context_window'),
    inference_geo: dimension('inference_geo'),
    speed: dimension('speed'),
    service_account_id: dimension('service_account_id'),
    uncached_input_tokens: tokens.uncached_input_tokens,
    cache_read_input_tokens: tokens.cache_read_input_tokens,
    cache_creation: {
      ephemeral_1h_input_tokens: tokens['cache_creation.ephemeral_1h_input_tokens'],
      ephemeral_5m_input_tokens: tokens['cache_creation.ephemeral_5m_input_tokens'],
    },
    output_tokens: tokens.output_tokens,
    server_tool_use: { web_search_requests: webSearches },
  };
}
