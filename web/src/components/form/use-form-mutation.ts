import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { failureText, type SuccessOf } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

interface FormMutation<Values, Data, Variables, Result> {
  document: TypedDocumentNode<Data, Variables>;
  variables: (values: Values) => Variables;
  /** Takes the result union out of the data. */
  pick: (data: Data) => Result;
  onSuccess: (value: SuccessOf<Result>) => void;
  /** The form's name of a field of the API; absent: the same, up to its first dot. */
  fieldOf?: (field: string) => string;
}

/** Submits a form by a mutation: a failure lands on the field it names, or beside the button; nothing typed is lost. */
export function useFormMutation<
  Values extends Record<string, unknown>,
  Data,
  Variables extends AnyVariables,
  Result extends { __typename: string },
>(
  form: UseFormReturnType<Values>,
  { document, variables, pick, onSuccess, fieldOf = firstName }: FormMutation<Values, Data, Variables, Result>,
) {
  const { isBusy, run } = useResultMutation(document, pick);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    const outcome = await run(variables(values));
    if (outcome.ok) return onSuccess(outcome.value);
    const field = fieldOf(outcome.failure.field ?? '');
    if (firstName(field) in values) form.setFieldError(field, failureText(outcome.failure));
    else setRefusal(failureText(outcome.failure));
  });
  return { isBusy, refusal, submit };
}

const firstName = (field: string) => field.split('.')[0] ?? '';
