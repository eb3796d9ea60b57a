import { Modal, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { CellChoice } from '../../components/data-grid/editable-column.ts';
import { ChoiceSelect } from '../../components/form/choice-select.tsx';
import { FormFrame } from '../../components/form/form-frame.tsx';
import type { BulkChangeCostEntriesInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { type LedgerEntry, ownerInput } from './ledger-entry.ts';
import type { LedgerChoices } from './use-ledger-choices.ts';

const BulkChangeCostEntries = graphql(`
  mutation BulkChangeCostEntries($input: BulkChangeCostEntriesInput!) {
    bulkChangeCostEntries(input: $input) {
      __typename
      ... on BulkChangedCostEntries {
        entries {
          id
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** Takes what there is away; empty leaves it as it is. */
const REMOVE = 'REMOVE';
const withRemoval = (choices: readonly CellChoice[]): CellChoice[] => [
  { value: REMOVE, label: 'None: remove what there is' },
  ...choices,
];

interface Values {
  account: string;
  category: string;
  owner: string;
  project: string;
}

function toChange({ account, category, owner, project }: Values): Omit<BulkChangeCostEntriesInput, 'entries'> {
  const id = (value: string) => (value === REMOVE ? null : value);
  return {
    ...(account ? { glAccountId: id(account) } : {}),
    ...(category.trim() ? { category: category.trim() } : {}),
    ...(owner ? ownerInput(owner) : {}),
    ...(project ? { projectId: id(project) } : {}),
  };
}

interface BulkDialogProps {
  entries: readonly LedgerEntry[];
  choices: LedgerChoices;
  onDone: () => void;
  onClose: () => void;
}

/** The same account, category and owners for every line of the chosen entries, all or none of them. */
export function BulkDialog({ entries, choices, onDone, onClose }: BulkDialogProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isBusy, run } = useResultMutation(BulkChangeCostEntries, (data) => data.bulkChangeCostEntries);
  const form = useForm<Values>({ initialValues: { account: '', category: '', owner: '', project: '' } });
  const submit = form.onSubmit(async (values) => {
    setRefusal(null);
    const change = toChange(values);
    if (Object.keys(change).length === 0) return setRefusal('Choose what is to be changed.');
    const chosen = entries.map(({ id, version }) => ({ entryId: id, version }));
    const outcome = await run({ input: { entries: chosen, ...change } });
    if (!outcome.ok) {
      const [list, place] = (outcome.failure.field ?? '').split('.');
      const entry = list === 'entries' ? entries[Number(place)] : undefined;
      setRefusal(`${entry ? `${entry.description}: ` : ''}${failureText(outcome.failure)} Nothing was changed.`);
      return;
    }
    const count = outcome.value.entries.length;
    notifications.show({ message: count === 1 ? '1 entry is changed.' : `${count} entries are changed.` });
    onDone();
    onClose();
  });
  const field = (name: keyof Values, choices: readonly CellChoice[]) => ({
    choices: withRemoval(choices),
    placeholder: 'Leave as it is',
    clearable: true,
    value: form.values[name],
    onChange: (value: string) => form.setFieldValue(name, value),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={entries.length === 1 ? 'Change 1 entry' : `Change ${entries.length} entries`}
    >
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Change" onCancel={onClose}>
        <Text fz="sm">What you choose replaces it on every line of these entries; the rest stays.</Text>
        <ChoiceSelect label="Account" data-autofocus {...field('account', choices.accounts)} />
        <TextInput label="Category" placeholder="Leave as it is" {...form.getInputProps('category')} />
        <ChoiceSelect label="Owner" {...field('owner', choices.owners)} />
        <ChoiceSelect label="Project" {...field('project', choices.projects)} />
      </FormFrame>
    </Modal>
  );
}
