import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { CellChoice } from '../../components/data-grid/editable-column.ts';
import type { BudgetScope } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';

const SubjectChoices = graphql(`
  query SubjectChoices($dimension: Dimension!, $search: String) {
    dimensionValues(dimension: $dimension, search: $search, first: 100) {
      key
      label
    }
  }
`);

const context = { additionalTypenames: ['Team', 'Member', 'Agent', 'Project', 'Customer', 'GlAccount'] };

/** What of a scope a budget can be about, by global id; keys such as "unattributed" name nothing. */
export function useSubjectChoices(scope: BudgetScope, search: string): CellChoice[] {
  const isEntity = scope !== 'ORGANIZATION';
  const [{ data }] = useQuery({
    query: SubjectChoices,
    variables: { dimension: isEntity ? scope : 'TEAM', search: search || null },
    pause: !isEntity,
    context,
  });
  return useMemo(
    () =>
      isEntity
        ? (data?.dimensionValues ?? [])
            .filter(({ key }) => key.includes(':'))
            .map(({ key, label }) => ({ value: key, label }))
        : [],
    [data, isEntity],
  );
}
