import type { PoolClient } from 'pg';
import type { Day } from '../../lib/calendar.ts';
import type { UsageBucketRow } from '../usage/usage-buckets.sql.ts';

/** Rows of one query: what an export holds in memory. */
const PAGE_ROWS = 5_000;

type Client = Pick<PoolClient, 'query'>;

/**
 * Counted usage of a reporting day, page by page behind the last natural key: each page is a query of its own, so that
 * a slow reader keeps nobody waiting. @param memberId undefined: everybody's
 */
export async function* usageRows(
  client: Client,
  day: Day,
  memberId: number | undefined,
  pageRows = PAGE_ROWS,
): AsyncGenerator<UsageBucketRow> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await client.query<UsageBucketRow>(
      `SELECT * FROM usage_resolved WHERE is_counted AND day = $1::date AND ($2::int IS NULL OR member_id = $2)
         AND natural_key > $3::uuid ORDER BY natural_key LIMIT $4`,
      [day, memberId ?? null, after, pageRows],
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return;
    after = last.natural_key;
  }
}
