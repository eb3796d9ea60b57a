import { Select } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';

const RuleFilterDocument = graphql(`
  query RuleFilter {
    alertRules(first: 100) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['AlertRule', 'RemovedAlertRule'] };

interface RuleFilterProps {
  /** Empty: every rule, and budgets. */
  value: string;
  onChange: (ruleId: string) => void;
}

/** Narrows a list to what one rule raised. */
export function RuleFilter({ value, onChange }: RuleFilterProps) {
  const [{ data }] = useQuery({ query: RuleFilterDocument, context });
  return (
    <Select
      aria-label="Rule"
      placeholder="Every rule and budget"
      data={(data?.alertRules.edges ?? []).map(({ node: { id, name } }) => ({ value: id, label: name }))}
      clearable
      searchable
      w={220}
      value={value || null}
      onChange={(next) => onChange(next ?? '')}
    />
  );
}
