import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { PlainTable } from '../../components/plain-table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql, readFragment } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { BudgetDocument, type BudgetRow } from './budget.ts';
import { BudgetAmount } from './budget-amount.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { BudgetRequestDocument } from './budget-request.ts';
import { daysLeftText, periodLabels, scopeLabels, windowText } from './budget-words.ts';
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
          const isAsked = readFragment(BudgetRequestDocument, node.requests).some(({ status }) => status === 'PENDING');
          return <MyBudget key={budget.id} budget={budget} isAsked={isAsked} onAsk={() => setAsked(budget)} />;
        })}
      </PlainTable>
      {asked ? <RequestIncreaseDialog budget={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

interface MyBudgetProps {
  budget: BudgetRow;
  /** A request waits already. */
  isAsked: boolean;
  onAsk: () => void;
}

function MyBudget({ budget, isAsked, onAsk }: MyBudgetProps) {
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
        {isAsked ? (
          <span className={classes.note}>Asked for more</span>
        ) : (
          <Button mt={6} size="compact-sm" variant="default" onClick={onAsk} aria-label={`Ask for more of ${name}`}>
            Ask for more
          </Button>
        )}
      </td>
    </tr>
  );
}
