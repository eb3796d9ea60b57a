import type { ImportCsvInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const ImportCsv = graphql(`
  mutation ImportCsv($input: ImportCsvInput!) {
    importCsv(input: $input) {
      __typename
      ... on Import {
        id
        rowCount
        entryCount
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** Reads a file in whole or not at all; what is wrong with each cell comes as `problems`. */
export function useImportCsv() {
  const { isBusy, run } = useResultMutation(ImportCsv, (data) => data.importCsv);
  return { isBusy, run: (input: ImportCsvInput) => run({ input }) };
}
