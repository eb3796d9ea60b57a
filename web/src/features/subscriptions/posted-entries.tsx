import { Skeleton, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { addDays } from '../../lib/day.ts';
import { formatDay, formatDayRange, formatMonth } from '../../lib/format.ts';
import { useViewer } from '../../lib/viewer.tsx';
import classes from './by-month.module.css';

const PostedEntriesQuery = graphql(`
  query PostedEntries($id: ID!) {
    costEntries(filter: { subscriptionId: $id }, first: 60, orderBy: { field: DATE, direction: DESC }) {
      totalCount
      edges {
        node {
          id
          date
          description
          serviceFrom
          serviceUntil
          amount
          currency
          reportingAmount
          adjustsMonth
          voidedAt
          voidReason
          lines {
            member {
              name
            }
            team {
              name
            }
          }
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['CostEntry', 'PaidSubscription', 'SubscriptionChange'] };

/** What it has booked, newest first. */
export function PostedEntries({ subscriptionId }: { subscriptionId: string }) {
  const viewer = useViewer();
  const [{ data, error }, retry] = useQuery({ query: PostedEntriesQuery, variables: { id: subscriptionId }, context });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <Skeleton height={120} mt="xl" aria-label="Loading" role="status" />;
  const entries = data.costEntries.edges.map(({ node }) => node);
  const isForeign = entries.some(({ currency }) => currency !== viewer.currency);
  const headings = ['Date', 'For', 'Owner', { right: 'Amount' }, ...(isForeign ? [{ right: viewer.currency }] : [])];
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        Posted entries
      </Title>
      {entries.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Nothing yet: each billing date posts one.
        </Text>
      ) : (
        <PlainTable label="Posted entries" headings={headings}>
          {entries.map((entry) => (
            <tr key={entry.id} data-voided={entry.voidedAt !== null || undefined} className={classes.entry}>
              <td>{formatDay(entry.date)}</td>
              <td>
                {formatDayRange(entry.serviceFrom, addDays(entry.serviceUntil, -1))}
                {noteOf(entry) ? (
                  <Text span fz="xs" c="dimmed" className={classes.remark ?? ''}>
                    {noteOf(entry)}
                  </Text>
                ) : null}
              </td>
              <td>{ownersOf(entry.lines)}</td>
              <td data-align="right">
                <Money amount={entry.amount} currency={entry.currency} />
              </td>
              {isForeign ? (
                <td data-align="right">
                  <Money amount={entry.reportingAmount} />
                </td>
              ) : null}
            </tr>
          ))}
        </PlainTable>
      )}
      {data.costEntries.totalCount > entries.length ? (
        <Text fz="sm" c="dimmed" mt="xs">
          The latest {entries.length} of {data.costEntries.totalCount}
        </Text>
      ) : null}
    </section>
  );
}

function noteOf(entry: { adjustsMonth: string | null; voidedAt: string | null; voidReason: string | null }): string {
  if (entry.voidedAt) return `Void: ${entry.voidReason}`;
  return entry.adjustsMonth ? `Adjusts ${formatMonth(entry.adjustsMonth)}, which is closed` : '';
}

function ownersOf(lines: readonly { member: { name: string } | null; team: { name: string } | null }[]): string {
  return [...new Set(lines.map(({ member, team }) => member?.name ?? team?.name ?? '–'))].join(', ');
}
