import { Button, Group, SegmentedControl, Select, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { BudgetAlertsFilter } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { AlertDocument } from './alert.ts';
import classes from './alert-card.module.css';
import { severityLabels } from './alert-words.ts';
import { AlertsList } from './alerts-list.tsx';
import { choicesOf } from './budget-words.ts';
import budgets from './budgets.module.css';
import { BudgetsFrame } from './budgets-frame.tsx';
import type { AlertsSearch } from './budgets-search.ts';
import { RuleFilter } from './rule-filter.tsx';

const AlertsPageDocument = graphql(`
  query AlertsPage($filter: BudgetAlertsFilter!, $orderBy: BudgetAlertOrder!, $after: String) {
    budgetAlerts(first: 50, filter: $filter, orderBy: $orderBy, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          ...AlertItem
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['BudgetAlert'], requestPolicy: 'cache-and-network' as const };

const shows = [
  { value: 'open', label: 'Open' },
  { value: 'acknowledged', label: 'Acknowledged' },
  { value: 'snoozed', label: 'Snoozed' },
  { value: 'resolved', label: 'Resolved' },
  { value: 'all', label: 'All' },
] as const satisfies readonly { value: AlertsSearch['show']; label: string }[];

const filters: Readonly<Record<AlertsSearch['show'], BudgetAlertsFilter>> = {
  open: { states: ['OPEN'], isSnoozed: false },
  acknowledged: { states: ['ACKNOWLEDGED'], isSnoozed: false },
  snoozed: { states: ['OPEN', 'ACKNOWLEDGED'], isSnoozed: true },
  resolved: { states: ['RESOLVED'] },
  all: {},
};

const empty: Readonly<Record<AlertsSearch['show'], string>> = {
  open: 'Nothing is open',
  acknowledged: 'Nothing is acknowledged and still going on',
  snoozed: 'Nothing is snoozed',
  resolved: 'Nothing is resolved yet',
  all: 'No alert was raised yet',
};

interface AlertsPageProps {
  search: AlertsSearch;
  onSearch: (change: Partial<AlertsSearch>) => void;
}

/** Every alert there was, with filters. */
export function AlertsPage({ search, onSearch }: AlertsPageProps) {
  const { isAdmin } = useViewer();
  const { show, severity, ruleId, order, alert, after } = search;
  const query = useQuery({
    query: AlertsPageDocument,
    variables: {
      filter: { ...filters[show], ...(severity ? { severities: [severity] } : {}), ...(ruleId ? { ruleId } : {}) },
      orderBy: { field: order, direction: 'DESC' },
      after: after || null,
    },
    context,
  });
  const narrow = (change: Partial<AlertsSearch>) => onSearch({ ...change, after: '', alert: '' });
  return (
    <BudgetsFrame ownTitle="Alerts">
      <div className={budgets.toolbar}>
        <Scrolled>
          <SegmentedControl
            size="xs"
            aria-label="Which alerts"
            data={[...shows]}
            value={show}
            onChange={(next) => narrow({ show: next })}
          />
        </Scrolled>
        <Select
          aria-label="Severity"
          placeholder="Every severity"
          data={choicesOf(severityLabels)}
          clearable
          w={160}
          value={severity || null}
          onChange={(next) => narrow({ severity: next ?? '' })}
        />
        {isAdmin ? <RuleFilter value={ruleId} onChange={(next) => narrow({ ruleId: next })} /> : null}
        <Select
          aria-label="Order"
          data={[
            { value: 'RAISED_AT', label: 'Latest first' },
            { value: 'SEVERITY', label: 'Most serious first' },
          ]}
          allowDeselect={false}
          w={180}
          value={order}
          onChange={(next) => narrow({ order: next ?? 'RAISED_AT' })}
        />
      </div>
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {({ budgetAlerts: { edges, totalCount, pageInfo } }) =>
          totalCount === 0 ? (
            <EmptyState title={empty[show]}>
              {severity || ruleId ? 'Of this severity and rule. Try fewer filters.' : null}
            </EmptyState>
          ) : (
            <>
              <AlertsList
                label="Alerts"
                alerts={readFragment(
                  AlertDocument,
                  edges.map(({ node }) => node),
                )}
                opened={alert}
                onOpen={(id) => onSearch({ alert: id })}
              />
              <div className={classes.foot}>
                <Text c="dimmed" fz="sm" role="status">
                  {totalCount === 1 ? '1 alert' : `${totalCount} alerts`}
                </Text>
                <Group gap="xs">
                  {after ? (
                    <Button variant="default" onClick={() => onSearch({ after: '', alert: '' })}>
                      First
                    </Button>
                  ) : null}
                  {pageInfo.hasNextPage ? (
                    <Button variant="default" onClick={() => onSearch({ after: pageInfo.endCursor ?? '', alert: '' })}>
                      More
                    </Button>
                  ) : null}
                </Group>
              </div>
            </>
          )
        }
      </Loaded>
    </BudgetsFrame>
  );
}

/** Wider than a phone, it is scrolled by itself. */
function Scrolled({ children }: { children: ReactNode }) {
  return <div style={{ maxWidth: '100%', overflowX: 'auto' }}>{children}</div>;
}
