import { type Client, useQuery } from 'urql';
import type { Dimension } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import type { ChosenFilter } from './chosen-filter.ts';

const DimensionValuesQuery = graphql(`
  query DimensionValues($dimension: Dimension!, $search: String, $first: Int!) {
    dimensionValues(dimension: $dimension, search: $search, first: $first) {
      key
      label
      detail
    }
  }
`);

/** Most values a picker lists at once; a search finds the others. */
export const LISTED_VALUES = 100;
const NAMED_VALUES = 500;

export function useDimensionValues(dimension: Dimension, search: string) {
  const [{ data, error, fetching }] = useQuery({
    query: DimensionValuesQuery,
    variables: { dimension, search, first: LISTED_VALUES },
  });
  return { values: data?.dimensionValues, error, isLoading: fetching };
}

/** What people call the keys of a filter; a key without a known name stands for itself. */
export function useValueLabels(dimension: Dimension, keys: readonly string[]): (key: string) => string {
  const [{ data }] = useQuery({
    query: DimensionValuesQuery,
    variables: { dimension, search: '', first: NAMED_VALUES },
    pause: keys.length === 0,
  });
  return labelOf(data?.dimensionValues ?? []);
}

export async function fetchValueLabels(client: Client, { dimension }: ChosenFilter): Promise<(key: string) => string> {
  const variables = { dimension, search: '', first: NAMED_VALUES };
  const { data } = await client.query(DimensionValuesQuery, variables).toPromise();
  return labelOf(data?.dimensionValues ?? []);
}

const specialLabels: Record<string, string> = { UNATTRIBUTED: 'Unattributed', NONE: 'None' };

function labelOf(values: readonly { key: string; label: string }[]): (key: string) => string {
  const labels = new Map(values.map(({ key, label }) => [key, label]));
  return (key) => labels.get(key) ?? specialLabels[key] ?? key.replace(/^[A-Za-z]+:/, '');
}
