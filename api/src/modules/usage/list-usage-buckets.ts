import type { Actor } from '../../graphql/context.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { askFacts } from '../explore/ask-facts.ts';
import { DimensionLabels } from '../explore/dimension-labels.ts';
import { loadNames } from '../explore/dimension-names.sql.ts';
import type { Dimension } from '../explore/dimensions.ts';
import { requireInteger } from '../explore/pivot-input.ts';
import { type UsageBucketFilter, usageCondition } from './usage-bucket-filter.ts';
import {
  type UsageBucketRow,
  type UsagePage,
  type UsageSummary,
  usageBucketPage,
  usageSummary,
} from './usage-buckets.sql.ts';
import { fromCursor } from './usage-cursor.ts';

const MAX_FIRST = 500;

export interface UsageBucketsInput {
  filter: UsageBucketFilter;
  orderBy?: { field: UsagePage['field']; direction: UsagePage['direction'] } | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  offset?: number | null | undefined;
}

export interface UsageBuckets {
  rows: UsageBucketRow[];
  /** Of every owner and thing on the page; API_KEY names any identity. */
  labels: DimensionLabels;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Over every row, whichever page; read once, when asked for. */
  summary(): Promise<UsageSummary>;
}

/**
 * Counted rows of the range, those of the caller only unless an administrator asks.
 * @throws InvalidInputError | RateLimitedError | TimeoutError
 */
export async function listUsageBuckets(actor: Actor, input: UsageBucketsInput): Promise<UsageBuckets> {
  const memberId = visibleMemberId(actor);
  const { field, direction } = input.orderBy ?? { field: 'HOUR', direction: 'desc' };
  const first = requireInteger('first', input.first ?? 50, 1, MAX_FIRST);
  const offset = requireInteger('offset', input.offset ?? 0, 0, Number.MAX_SAFE_INTEGER);
  const after = input.after ? fromCursor(input.after) : undefined;
  if (after && offset > 0) {
    throw new InvalidInputError('offset', offset, 'offset and after exclude each other.', 'Send one of them.');
  }
  const { condition, found, names } = await askFacts(actor, async (client) => {
    const condition = await usageCondition(client, input.filter, memberId);
    const found = await usageBucketPage(client, condition, { field, direction, first: first + 1, offset, after });
    return { condition, found, names: await loadNames(client, idsOf(found)) };
  });
  const rows = found.slice(0, first);
  let summary: Promise<UsageSummary> | undefined;
  return {
    rows,
    labels: new DimensionLabels(new Map(), names),
    hasNextPage: found.length > first,
    hasPreviousPage: after !== undefined || offset > 0,
    summary() {
      summary ??= askFacts(actor, (client) => usageSummary(client, condition));
      return summary;
    },
  };
}

export const usageDimensionColumns = {
  MEMBER: 'member_id',
  TEAM: 'team_id',
  AGENT: 'agent_id',
  PROJECT: 'project_id',
  CUSTOMER: 'customer_id',
  PURPOSE: 'purpose_id',
  SESSION: 'session_id',
  VENDOR: 'vendor_id',
  TOOL: 'tool_id',
  MODEL: 'model_id',
  API_KEY: 'api_key_identity_id',
  CONNECTION: 'connection_id',
} as const satisfies Partial<Record<Dimension, keyof UsageBucketRow>>;

function idsOf(rows: readonly UsageBucketRow[]): Map<Dimension, Set<string>> {
  const ids = new Map<Dimension, Set<string>>();
  for (const [dimension, column] of Object.entries(usageDimensionColumns) as [Dimension, keyof UsageBucketRow][]) {
    ids.set(dimension, new Set(rows.map((row) => String(row[column]))));
  }
  const identities = rows.flatMap((row) => [row.user_identity_id, row.api_key_identity_id, row.workspace_identity_id]);
  return ids.set('API_KEY', new Set(identities.map(String)));
}
