import { Button } from '@mantine/core';
import { useState } from 'react';
import { Instant } from '../../components/instant.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import { BudgetAmount } from './budget-amount.tsx';
import type { BudgetRequestRow } from './budget-request.ts';
import { requestLabels, requestTones } from './budget-words.ts';
import { DecideRequestDialog } from './decide-request-dialog.tsx';

interface RequestsTableProps {
  requests: readonly BudgetRequestRow[];
  /** Among requests of several budgets. */
  namesBudget?: boolean;
}

/** Requests for more, and what became of them; administrators decide here. */
export function RequestsTable({ requests, namesBudget = false }: RequestsTableProps) {
  const { isAdmin } = useViewer();
  const [decided, setDecided] = useState<BudgetRequestRow | null>(null);
  return (
    <>
      <PlainTable
        label="Requests for more"
        headings={[
          ...(namesBudget ? ['Budget'] : []),
          'Who',
          { right: 'Limit asked for' },
          'Why',
          'When',
          'State',
          ...(isAdmin ? [''] : []),
        ]}
      >
        {requests.map((request) => {
          const { id, budget, member, limit, reason, createdAt, status } = request;
          return (
            <tr key={id}>
              {namesBudget ? (
                <td>
                  {budget ? (
                    <TextLink to="/budgets/$budgetId" params={{ budgetId: budget.id }}>
                      {budget.name}
                    </TextLink>
                  ) : (
                    '–'
                  )}
                </td>
              ) : null}
              <td>{member.name}</td>
              <td data-align="right">{budget ? <BudgetAmount unit={budget} amount={limit} /> : limit}</td>
              <td>{reason}</td>
              <td>
                <Instant at={createdAt} isRelative />
              </td>
              <td>
                <StatusDot tone={requestTones[status]}>{requestLabels[status]}</StatusDot>
                <Outcome request={request} />
              </td>
              {isAdmin ? (
                <td data-align="right">
                  {status === 'PENDING' ? (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={`Decide the request of ${member.name}`}
                      onClick={() => setDecided(request)}
                    >
                      Decide…
                    </Button>
                  ) : null}
                </td>
              ) : null}
            </tr>
          );
        })}
      </PlainTable>
      {decided ? <DecideRequestDialog request={decided} onClose={() => setDecided(null)} /> : null}
    </>
  );
}

function Outcome({ request: { budget, grantedLimit, limit, decidedBy, decisionNote } }: { request: BudgetRequestRow }) {
  const granted = grantedLimit !== null && grantedLimit !== limit && budget;
  if (!decidedBy && !decisionNote) return null;
  return (
    <div>
      {granted ? (
        <>
          <BudgetAmount unit={budget} amount={grantedLimit} />{' '}
        </>
      ) : null}
      {decidedBy ? `by ${decidedBy.name}` : ''}
      {decisionNote ? `: ${decisionNote}` : ''}
    </div>
  );
}
