import { Button, Title } from '@mantine/core';
import { useState } from 'react';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import classes from './discrepancies.module.css';
import { ExplainDialog } from './explain-dialog.tsx';

const DiscrepanciesFragment = graphql(`
  fragment Discrepancies_period on AccountingPeriod {
    month
    status
    discrepancies {
      connection {
        id
        name
        currency
      }
      billed
      unexplained
      explanation
      explainedBy {
        id
        name
      }
      isExplained
    }
  }
`);

/** Bills of the month that usage does not explain, with what somebody said about each. */
export function Discrepancies({ period: masked }: { period: FragmentType<typeof DiscrepanciesFragment> }) {
  const { month, status, discrepancies } = readFragment(DiscrepanciesFragment, masked);
  const [explained, setExplained] = useState<string | null>(null);
  if (discrepancies.length === 0) return null;
  const isOpen = status === 'OPEN';
  const chosen = discrepancies.find(({ connection }) => connection.id === explained);
  return (
    <section className={classes.section}>
      <Title order={3} fz="md">
        Bills that usage does not explain
      </Title>
      <PlainTable
        label="Bills that usage does not explain"
        headings={['Connection', { right: 'Bill' }, { right: 'Not explained' }, ...(isOpen ? [''] : [])]}
      >
        {discrepancies.map(({ connection, billed, unexplained, explanation, explainedBy, isExplained }) => (
          <tr key={connection.id}>
            <td>
              <TextLink to="/integrations/connections/$connectionId" params={{ connectionId: connection.id }}>
                {connection.name}
              </TextLink>
              {explanation === null ? null : (
                <span className={classes.explanation}>
                  {explainedBy?.name}: {explanation}
                  {isExplained ? '' : ' (said of another difference)'}
                </span>
              )}
            </td>
            <td data-align="right">
              <Money amount={billed} currency={connection.currency} />
            </td>
            <td data-align="right">
              <Money amount={unexplained} currency={connection.currency} />
            </td>
            {isOpen ? (
              <td data-align="right">
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`Explain the bill of ${connection.name}`}
                  onClick={() => setExplained(connection.id)}
                >
                  {isExplained ? 'Change' : 'Explain'}
                </Button>
              </td>
            ) : null}
          </tr>
        ))}
      </PlainTable>
      {chosen ? (
        <ExplainDialog
          month={month}
          connection={chosen.connection}
          explanation={chosen.explanation ?? ''}
          onClose={() => setExplained(null)}
        />
      ) : null}
    </section>
  );
}
