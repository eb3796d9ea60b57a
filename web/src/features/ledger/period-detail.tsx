import { Alert, Button, Text, Title } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Figures } from '../../components/figures.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Money } from '../../components/money.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql } from '../../gql/index.ts';
import { addMonths } from '../../lib/day.ts';
import { isZero } from '../../lib/decimal.ts';
import { formatMonth } from '../../lib/format.ts';
import { periodText } from '../../lib/period.ts';
import { Checklist } from './checklist.tsx';
import { checklistWords } from './checklist-words.ts';
import { CloseDialog } from './close-dialog.tsx';
import { Discrepancies } from './discrepancies.tsx';
import { JournalExports } from './journal-exports.tsx';
import classes from './periods-page.module.css';
import type { PeriodsSearch } from './periods-search.ts';
import { ReopenDialog } from './reopen-dialog.tsx';

const PeriodDetailDocument = graphql(`
  query PeriodDetail($after: String) {
    accountingPeriods(first: 1, after: $after) {
      edges {
        node {
          id
          month
          status
          closedAt
          closedBy {
            id
            name
          }
          reopenedAt
          reopenReason
          spend
          bookedSpend
          adjustmentSpend
          isDrifting
          checklist {
            key
            state
            count
          }
          ...Discrepancies_period
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['CostEntry', 'SyncRun', 'Identity', 'Price', 'GlRule', 'AccountingSettings'] };

interface PeriodDetailProps {
  /** Where the list goes on with this month; null: it is the first. */
  after: string | null;
  /** The last month that was closed, the only one that can be reopened. */
  isLastClosed: boolean;
  search: PeriodsSearch;
  onSearch: (change: Partial<PeriodsSearch>) => void;
}

/** One month: what it booked, what is left to do, its journal, and closing or reopening it. */
export function PeriodDetail({ after, isLastClosed, search, onSearch }: PeriodDetailProps) {
  const query = useQuery({ query: PeriodDetailDocument, variables: { after }, context });
  const close = () => onSearch({ dialog: '' });
  return (
    <Loaded query={query} skeleton={<FactsSkeleton />}>
      {({ accountingPeriods }) => {
        const period = accountingPeriods.edges[0]?.node;
        if (!period) return null;
        const { month, checklist } = period;
        const isClosed = period.status === 'CLOSED';
        const left = checklist.filter(({ state }) => state !== 'DONE');
        const isBlocked = left.some(({ state }) => state === 'BLOCKING');
        const name = formatMonth(month);
        return (
          <section className={classes.detail} aria-labelledby="period">
            <div className={classes.heading}>
              <Title order={2} id="period" mb="xs">
                {name}
              </Title>
              {isClosed ? (
                <Button
                  variant="default"
                  leftSection={<IconLockOpen size={16} />}
                  disabled={!isLastClosed}
                  onClick={() => onSearch({ month, dialog: 'reopen' })}
                >
                  Reopen…
                </Button>
              ) : (
                <Button
                  leftSection={<IconLock size={16} />}
                  disabled={isBlocked}
                  onClick={() => onSearch({ month, dialog: 'close' })}
                >
                  Close {name}…
                </Button>
              )}
            </div>
            <p className={classes.status}>
              {isClosed ? (
                <>
                  Closed by {period.closedBy?.name ?? 'somebody'}, <Instant at={period.closedAt} />
                  {isLastClosed ? '' : '. Only the last closed month can be reopened.'}
                </>
              ) : period.reopenedAt ? (
                <>
                  Reopened <Instant at={period.reopenedAt} />: {period.reopenReason}
                </>
              ) : isBlocked ? (
                'It can be closed once what is marked red is done.'
              ) : (
                'Ready to be closed.'
              )}
            </p>
            {period.isDrifting ? (
              <Alert color="yellow" variant="outline" mb="md">
                Figures of this month have changed since it was closed. The difference is being booked as an adjustment
                in the open month.
              </Alert>
            ) : null}
            <Figures
              figures={[
                { label: isClosed ? 'Booked' : 'Would book now', value: <Money amount={period.bookedSpend} /> },
                { label: 'Spend today', value: <Money amount={period.spend} /> },
                ...(isZero(period.adjustmentSpend)
                  ? []
                  : [{ label: 'Of it adjustments', value: <Money amount={period.adjustmentSpend} /> }]),
              ]}
            />
            {isClosed ? null : <Checklist month={month} items={checklist} />}
            <Discrepancies period={period} />
            <JournalExports month={month} isClosed={isClosed} />
            <Text size="sm">
              Fixed cost comes from the{' '}
              <TextLink
                to="/ledger"
                search={{ period: periodText({ from: month, until: addMonths(month, 1) }) }}
                underline="always"
              >
                entries of {name}
              </TextLink>
              .
            </Text>
            {search.dialog === 'close' && !isClosed ? (
              <CloseDialog
                month={month}
                warnings={left.map(({ key, count }) => checklistWords[key].left(count))}
                onClose={close}
              />
            ) : null}
            {search.dialog === 'reopen' && isClosed ? <ReopenDialog month={month} onClose={close} /> : null}
          </section>
        );
      }}
    </Loaded>
  );
}
