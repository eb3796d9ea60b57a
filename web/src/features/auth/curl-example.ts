import { addDays, dayInZone } from '../../lib/day.ts';

/** A command that works as it stands: spend by model of the last 30 days. */
export function curlExample(origin: string, now: Date = new Date()): string {
  const today = dayInZone(now, 'UTC');
  const query =
    'query ($from: Date!, $until: Date!) { pivot(input: {from: $from, until: $until, rows: [MODEL], measures: [SPEND]})' +
    ' { rows { labels values } totals { values } } }';
  const body = JSON.stringify({ query, variables: { from: addDays(today, -29), until: addDays(today, 1) } });
  return [
    `curl ${origin}/graphql \\`,
    "  -H 'Content-Type: application/json' \\",
    '  -H "Authorization: Bearer $OUTLAY_TOKEN" \\',
    `  -d '${body}'`,
  ].join('\n');
}
