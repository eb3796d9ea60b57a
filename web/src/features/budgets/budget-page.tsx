import { Button } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { NotFound } from '../../components/not-found.tsx';
import { Page } from '../../components/page.tsx';
import { PathButton } from '../../components/path-link.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { BudgetPageQuery } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { ArchiveBudgetDialog } from './archive-budget-dialog.tsx';
import { BudgetDocument } from './budget.ts';
import { BudgetAlerts } from './budget-alerts.tsx';
import { BudgetChildren } from './budget-children.tsx';
import { BudgetDialog } from './budget-dialog.tsx';
import { BudgetFacts } from './budget-facts.tsx';
import { BudgetFigures } from './budget-figures.tsx';
import { BudgetRequests } from './budget-requests.tsx';
import { periodLabels, scopeLabels } from './budget-words.ts';
import type { BudgetSearch } from './budgets-search.ts';
import { BurnDown } from './burn-down.tsx';
import { LimitHistory } from './limit-history.tsx';
import { RequestIncreaseDialog } from './request-increase-dialog.tsx';
import { WindowHistory } from './window-history.tsx';

const BudgetPageDocument = graphql(`
  query BudgetPage($id: ID!) {
    budget(id: $id) {
      ...BudgetRow
      ...BurnDown_budget
      ...BudgetChildren_budget
      ...WindowHistory_budget
      ...LimitHistory_budget
      ...BudgetRequests_budget
    }
  }
`);

const context = {
  additionalTypenames: ['BudgetAlert', 'BudgetRequest', 'CostEntry', 'SyncRun', 'PaidSubscription'],
  requestPolicy: 'cache-and-network' as const,
};

interface BudgetPageProps {
  budgetId: string;
  search: BudgetSearch;
  onSearch: (change: Partial<BudgetSearch>) => void;
}

/** One budget: its window as it goes, the windows before, its limits, alerts and requests. */
export function BudgetPage({ budgetId, ...state }: BudgetPageProps) {
  const [{ data, error }, retry] = useQuery({ query: BudgetPageDocument, variables: { id: budgetId }, context });
  if (error && !data) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  if (!data.budget) return <NotFound what="budget" />;
  return <BudgetContent masked={data.budget} {...state} />;
}

interface BudgetContentProps extends Omit<BudgetPageProps, 'budgetId'> {
  masked: NonNullable<BudgetPageQuery['budget']>;
}

function BudgetContent({ masked, search, onSearch }: BudgetContentProps) {
  const { isAdmin } = useViewer();
  const [isArchiving, setArchiving] = useState(false);
  const budget = readFragment(BudgetDocument, masked);
  const { name, subject, period, isHard, archivedAt, currentWindow } = budget;
  const about =
    subject.scope === 'ORGANIZATION' ? scopeLabels.ORGANIZATION : `${scopeLabels[subject.scope]} ${subject.name}`;
  const kind = `${periodLabels[period]}${isHard ? ', hard' : ''}`;
  const close = () => onSearch({ dialog: '' });
  return (
    <Page
      title={name}
      description={`${about} · ${kind}${archivedAt ? ' · Archived' : ''}`}
      above={isAdmin ? <TextLink to="/budgets">Budgets</TextLink> : <TextLink to="/my/spend">My spend</TextLink>}
      actions={
        <>
          {currentWindow ? <PathButton path={currentWindow.link}>Show in Explore</PathButton> : null}
          {isAdmin ? (
            <>
              <Button variant="default" onClick={() => setArchiving(true)}>
                {archivedAt ? 'Take up again' : 'Archive'}
              </Button>
              {archivedAt ? null : <Button onClick={() => onSearch({ dialog: 'change' })}>Change</Button>}
            </>
          ) : archivedAt ? null : (
            <Button onClick={() => onSearch({ dialog: 'ask' })}>Ask for more</Button>
          )}
        </>
      }
    >
      <BudgetFigures budget={budget} />
      <BurnDown budget={masked} />
      <BudgetChildren budget={masked} />
      <BudgetRequests budget={masked} />
      <BudgetAlerts budgetId={budget.id} />
      <WindowHistory budget={masked} />
      <LimitHistory budget={masked} />
      <BudgetFacts budget={budget} />
      {search.dialog === 'change' && isAdmin ? <BudgetDialog budget={budget} onClose={close} /> : null}
      {search.dialog === 'ask' && !isAdmin ? <RequestIncreaseDialog budget={budget} onClose={close} /> : null}
      {isArchiving ? <ArchiveBudgetDialog budget={budget} onClose={() => setArchiving(false)} /> : null}
    </Page>
  );
}
