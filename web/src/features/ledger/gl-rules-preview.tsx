import { Text } from '@mantine/core';
import { useQuery } from 'urql';
import { Money } from '../../components/money.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { errorText } from '../../lib/graphql-error.ts';
import { periodDays, resolvePeriod } from '../../lib/period.ts';
import { useToday } from '../../lib/viewer.tsx';
import { type DraftRule, toRuleInput } from './gl-rules.ts';
import { accountLabel } from './ledger-entry.ts';

const PreviewGlRules = graphql(`
  query PreviewGlRules($from: Date!, $until: Date!, $rules: [GlRuleInput!]!) {
    previewGlRules(from: $from, until: $until, rules: $rules) {
      fromAccount {
        id
        code
        name
      }
      toAccount {
        id
        code
        name
      }
      fromCategory
      toCategory
      spend
    }
  }
`);

interface Account {
  code: string;
  name: string;
}

const placeText = (account: Account | null, category: string) =>
  `${account ? accountLabel(account) : 'Not coded'}${category ? ` · ${category}` : ''}`;

/** What the rules as they are edited would move between accounts. */
export function GlRulesPreview({ rules }: { rules: readonly DraftRule[] }) {
  const period = resolvePeriod('last-90-days', useToday());
  const [{ data, error, fetching }] = useQuery({
    query: PreviewGlRules,
    variables: { ...period, rules: rules.map(toRuleInput) },
  });
  const moves = data?.previewGlRules;
  if (error)
    return (
      <Text role="alert" fz="sm" c="var(--outlay-danger)">
        {errorText(error)}
      </Text>
    );
  return (
    <div role="status" aria-busy={fetching}>
      {moves?.length === 0 ? <Text fz="sm">None of the variable cost of {periodDays(period)} would move.</Text> : null}
      {moves && moves.length > 0 ? (
        <>
          <Text fz="sm" mb="xs">
            Of the variable cost of {periodDays(period)} would move:
          </Text>
          <PlainTable label="What moves" headings={['From', 'To', { right: 'Spend' }]}>
            {moves.map(({ fromAccount, toAccount, fromCategory, toCategory, spend }) => (
              <tr key={`${fromAccount?.id} ${fromCategory} ${toAccount?.id} ${toCategory}`}>
                <td>{placeText(fromAccount, fromCategory)}</td>
                <td>{placeText(toAccount, toCategory)}</td>
                <td data-align="right">
                  <Money amount={spend} />
                </td>
              </tr>
            ))}
          </PlainTable>
        </>
      ) : null}
    </div>
  );
}
