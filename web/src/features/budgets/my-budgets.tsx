import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { Instant } from '../../components/instant.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql, readFragment } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { BudgetDocument, type BudgetRow } from './budget.ts';
import { BudgetAmount } from './budget-amount.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { BudgetRequestDocument, type BudgetRequestRow } from './budget-request.ts';
import { daysLeftText, periodLabels, requestLabels, scopeLabels, windowText } from './budget-words.ts';
import classes from './budgets.module.css';
import { RequestIncreaseDialog } from './request-increase-dialog.tsx';

const MyBudgetsDocument = graphql(`
  query MyBudgets {
    budgets(first: 50, filter: { isArchived: false }, orderBy: { field: PERCENT, direction: DESC }) {
      edges {
        node {
          ...BudgetRow
          requests {
            ...BudgetRequestRow
          }
        }
      }
    }
  }
`);

const context = {
  additionalTypenames: ['Budget', 'BudgetRequest', 'BudgetAlert'],
  requestPolicy: 'cache-and-network' as const,
};

/** The budgets that bind a member, with what is left of them; nothing for administrators, whom every budget concerns. */
export function MyBudgets() {
  const { isAdmin } = useViewer();
  const [{ data }] = useQuery({ query: MyBudgetsDocument, context, pause: isAdmin });
  const [asked, setAsked] = useState<BudgetRow | null>(null);
  const nodes = data?.budgets.edges.map(({ node }) => node) ?? [];
  if (isAdmin || nodes.length === 0) return null;
  return (
    <section className={classes.own}>
      <Title order={2} fz="md" mb="xs">
        Budgets that bind me
      </Title>
      <PlainTable label="Budgets that bind me" headings={['Budget', { right: 'Left' }, 'Of the limit']}>
        {nodes.map((node) => {
          const budget = readFragment(BudgetDocument, node);
          const [request] = readFragment(BudgetRequestDocument, node.requests);
          return <MyBudget key={budget.id} budget={budget} request={request} onAsk={() => setAsked(budget)} />;
        })}
      </PlainTable>
      {asked ? <RequestIncreaseDialog budget={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

interface MyBudgetProps {
  budget: BudgetRow;
  /** The latest one for more of it. */
  request: BudgetRequestRow | undefined;
  onAsk: () => void;
}

function MyBudget({ budget, request, onAsk }: MyBudgetProps) {
  const { zone } = useViewer();
  const { id, name, subject, period, isHard, currentWindow: window, thresholds } = budget;
  const about = subject.scope === 'ORGANIZATION' ? scopeLabels.ORGANIZATION : subject.name;
  return (
    <tr>
      <td>
        <TextLink to="/budgets/$budgetId" params={{ budgetId: id }}>
          {name}
        </TextLink>
        <span className={classes.note}>
          {about} · {periodLabels[period]}
          {isHard ? ', hard' : ''}
          {window ? ` · ${windowText(window, zone)}, ${daysLeftText(window.daysLeft)}` : ''}
        </span>
      </td>
      <td data-align="right">
        <BudgetAmount unit={budget} amount={window?.left ?? null} />
        {window ? (
          <span className={classes.note}>
            of <BudgetAmount unit={budget} amount={window.limit} />
          </span>
        ) : null}
      </td>
      <td>
        {window ? <BudgetBar name={name} percent={window.percent} thresholds={thresholds} state={window.state} /> : '–'}
        {request?.status === 'PENDING' ? (
          <span className={classes.note}>Asked for more</span>
        ) : (
          <>
            <Answer request={request} />
            <Button mt={6} size="compact-sm" variant="default" onClick={onAsk} aria-label={`Ask for more of ${name}`}>
              Ask for more
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

const NEWS_MS = 30 * 86_400_000;

/** What became of the latest request; older ones are on the budget's page. */
function Answer({ request }: { request: BudgetRequestRow | undefined }) {
  if (!request?.decidedAt || Date.now() - new Date(request.decidedAt).getTime() > NEWS_MS) return null;
  const { status, decidedAt, decisionNote } = request;
  return (
    <span className={classes.note}>
      {requestLabels[status]} <Instant at={decidedAt} isRelative />
      {decisionNote ? `: ${decisionNote}` : ''}
    </span>
  );
}
