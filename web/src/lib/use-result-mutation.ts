import { useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { type Outcome, outcomeOf, type SuccessOf } from './mutation-result.ts';

/** Runs a mutation whose answer is a result union; `pick` takes the union out of the data. */
export function useResultMutation<Data, Variables extends AnyVariables, Result extends { __typename: string }>(
  document: TypedDocumentNode<Data, Variables>,
  pick: (data: Data) => Result,
): { isBusy: boolean; run: (variables: Variables) => Promise<Outcome<SuccessOf<Result>>> } {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const run = async (variables: Variables) => {
    setBusy(true);
    const { data, error } = await client.mutation(document, variables).toPromise();
    setBusy(false);
    return outcomeOf(data ? pick(data) : undefined, error);
  };
  return { isBusy, run };
}
