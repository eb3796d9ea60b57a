import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { EntryRow } from '../../components/data-grid/entry-row.tsx';
import type { CreateCostEntryInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { isDay } from '../../lib/day.ts';
import { formatDay, formatMoney } from '../../lib/format.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { columnOf } from './entry-change.ts';
import { ownerInput } from './ledger-entry.ts';
import { plainAmount, typedDay } from './typed-values.ts';

const CreateCostEntry = graphql(`
  mutation CreateCostEntry($input: CreateCostEntryInput!) {
    createCostEntry(input: $input) {
      __typename
      ... on CostEntry {
        id
        date
        description
        amount
        currency
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

type Values = Readonly<Record<string, string>>;

/** What only the server can judge is left to it. */
function missing(values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  if (!isDay(typedDay(values.date ?? ''))) errors.date = 'Enter the day it is booked on, such as 2026-11-30.';
  if (!values.description?.trim()) errors.description = 'Say what it is for.';
  if (!values.amount?.trim()) errors.amount = 'Enter an amount; negative for a credit.';
  return errors;
}

function toInput(values: Values, currency: string): CreateCostEntryInput {
  const text = (column: string) => values[column]?.trim() ?? '';
  const vendor = text('vendor');
  const line = {
    glAccountId: text('account') || null,
    category: text('category'),
    ...ownerInput(text('owner')),
    projectId: text('project') || null,
  };
  return {
    date: typedDay(text('date')),
    description: text('description'),
    amount: plainAmount(text('amount')),
    currency: text('currency').toUpperCase() || currency,
    kind: text('kind') === 'VARIABLE' ? 'VARIABLE' : 'FIXED',
    ...(vendor ? { vendorName: vendor } : {}),
    lines: [line],
  };
}

/** The row for new entries: keeps what was typed until it is saved, then only what the next one is likely to share. */
export function useNewEntry(onEntered: (date: string) => void): EntryRow {
  const { currency } = useViewer();
  const today = useToday();
  const [values, setValues] = useState<Values>({ date: today });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const { isBusy, run } = useResultMutation(CreateCostEntry, (data) => data.createCostEntry);
  const submit = async () => {
    if (isBusy) return;
    const faults = missing(values);
    setErrors(faults);
    if (Object.keys(faults).length > 0) return;
    const outcome = await run({ input: toInput(values, currency) });
    if (!outcome.ok) {
      setErrors({ [columnOf(outcome.failure.field) ?? 'description']: failureText(outcome.failure) });
      return;
    }
    const { date, description, amount, currency: code } = outcome.value;
    notifications.show({ message: `Entered ${description}, ${formatMoney(amount, code)}, on ${formatDay(date)}.` });
    setValues(({ date, account, currency: typed }) => ({
      ...(date ? { date } : {}),
      ...(account ? { account } : {}),
      ...(typed ? { currency: typed } : {}),
    }));
    onEntered(date);
  };
  return {
    label: 'New entry',
    values,
    errors,
    onValue: (columnId, value) => {
      setValues((former) => ({ ...former, [columnId]: value }));
      setErrors(({ [columnId]: _corrected, ...rest }) => rest);
    },
    onSubmit: () => void submit(),
  };
}
