import { Drawer } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PathLink } from '../../components/path-link.tsx';
import { graphql, readFragment } from '../../gql/index.ts';
import { AlertDocument } from './alert.ts';
import classes from './alert-card.module.css';
import { AlertCard } from './alert-card.tsx';
import { tellAlert } from './tell-alert.ts';
import { useAlertStream } from './use-alert-stream.ts';

const AlertCentreDocument = graphql(`
  query AlertCentre {
    budgetAlerts(first: 30, filter: { states: [OPEN], isSnoozed: false }) {
      totalCount
      edges {
        node {
          ...AlertItem
        }
      }
    }
  }
`);

/** An answered request ends its alert. */
const context = { additionalTypenames: ['BudgetAlert', 'BudgetRequest'] };

interface AlertCentre {
  /** Open and not snoozed; 0 while it is not known. */
  openCount: number;
  show: () => void;
}

const AlertCentreContext = createContext<AlertCentre>({ openCount: 0, show: () => undefined });

/** The bell's count and how to open the drawer, anywhere in the shell. */
export const useAlertCentre = () => useContext(AlertCentreContext);

/** Keeps the open alerts, tells of new ones as they are raised, and holds the drawer that lists them. */
export function AlertCentreProvider({ children }: { children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  const query = useQuery({ query: AlertCentreDocument, context });
  const [{ data }, ask] = query;
  const show = useCallback(() => {
    setShown(true);
    ask({ requestPolicy: 'network-only' });
  }, [ask]);
  useAlertStream({
    onAlert: (alert) => tellAlert(alert, show),
    onBack: () => ask({ requestPolicy: 'network-only' }),
  });
  const openCount = data?.budgetAlerts.totalCount ?? 0;
  const value = useMemo(() => ({ openCount, show }), [openCount, show]);
  const close = () => setShown(false);
  return (
    <AlertCentreContext value={value}>
      {children}
      <Drawer
        opened={isShown}
        onClose={close}
        position="right"
        size={464}
        title="Open alerts"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Loaded query={query} skeleton={<FactsSkeleton />}>
          {({ budgetAlerts: { edges, totalCount } }) => (
            <>
              {totalCount === 0 ? (
                <EmptyState title="Nothing is open">New alerts appear here as they are raised.</EmptyState>
              ) : (
                <ul className={classes.list} aria-label="Open alerts">
                  {readFragment(
                    AlertDocument,
                    edges.map(({ node }) => node),
                  ).map((alert) => (
                    <AlertCard key={alert.id} alert={alert} onFollow={close} />
                  ))}
                </ul>
              )}
              <div className={classes.foot}>
                <PathLink path={totalCount > 0 ? '/budgets/alerts' : '/budgets/alerts?show=all'} onFollow={close}>
                  {totalCount > edges.length ? `All ${totalCount} open alerts` : 'All alerts'}
                </PathLink>
              </div>
            </>
          )}
        </Loaded>
      </Drawer>
    </AlertCentreContext>
  );
}
