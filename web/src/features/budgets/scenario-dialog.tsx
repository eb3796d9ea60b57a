import { Button, Checkbox, Group, Modal, Select, SimpleGrid, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { FormSection } from '../../components/form/form-section.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { choicesOf, intervalLabels } from './budget-words.ts';
import type { Scenario } from './scenario.ts';
import {
  type ChangeValues,
  changeInputs,
  newChange,
  type ScenarioValues,
  scenarioField,
  scenarioSchema,
  scenarioValues,
} from './scenario-form.ts';
import { SubjectFields } from './subject-fields.tsx';

const CreateScenario = graphql(`
  mutation CreateScenario($input: CreateScenarioInput!) {
    createScenario(input: $input) {
      __typename
      ... on ProjectionScenario {
        ...ScenarioItem
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeScenario = graphql(`
  mutation ChangeScenario($input: ChangeScenarioInput!) {
    changeScenario(input: $input) {
      __typename
      ... on ProjectionScenario {
        ...ScenarioItem
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const MOST_CHANGES = 20;

interface ScenarioDialogProps {
  /** The one to change; absent: a new one. */
  scenario?: Scenario;
  onClose: () => void;
  onSaved: (scenarioId: string) => void;
}

/** Named changes of spend from a day on, to see what a month would come to with them. */
export function ScenarioDialog({ scenario, onClose, onSaved }: ScenarioDialogProps) {
  const today = useToday();
  const form = useForm<ScenarioValues>({
    initialValues: scenarioValues(scenario, today),
    validate: schemaResolver(scenarioSchema, { sync: true }),
  });
  const shared = ({ name, notes, isShared, changes }: ScenarioValues) => ({
    ...{ name: name.trim(), notes, isShared },
    changes: changeInputs(changes),
  });
  const create = useFormMutation(form, {
    document: CreateScenario,
    variables: (values) => ({ input: shared(values) }),
    pick: (data) => data.createScenario,
    fieldOf: scenarioField,
    onSuccess: ({ id }) => onSaved(id),
  });
  const change = useFormMutation(form, {
    document: ChangeScenario,
    variables: (values) => ({ input: { scenarioId: scenario?.id ?? '', ...shared(values) } }),
    pick: (data) => data.changeScenario,
    fieldOf: scenarioField,
    onSuccess: ({ id }) => onSaved(id),
  });
  const { submit, isBusy, refusal } = scenario ? change : create;
  const { changes } = form.getValues();
  return (
    <Modal opened onClose={onClose} title={scenario ? `Change ${scenario.name}` : 'New scenario'} size="lg">
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={scenario ? 'Save' : 'Create scenario'}
        onCancel={onClose}
      >
        <TextInput
          label="Name"
          placeholder="Five more seats in December"
          data-autofocus
          {...form.getInputProps('name')}
        />
        {changes.map((values, index) => (
          <ChangeFields
            key={values.key}
            form={form}
            values={values}
            index={index}
            {...(changes.length > 1 ? { onRemove: () => form.removeListItem('changes', index) } : {})}
          />
        ))}
        {changes.length < MOST_CHANGES ? (
          <Group>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} />}
              onClick={() => form.insertListItem('changes', newChange(today))}
            >
              Another change
            </Button>
          </Group>
        ) : null}
        <TextInput label="Notes" {...form.getInputProps('notes')} />
        <Checkbox
          label="Everybody of the organization sees it"
          {...form.getInputProps('isShared', { type: 'checkbox' })}
        />
      </FormFrame>
    </Modal>
  );
}

interface ChangeFieldsProps {
  form: UseFormReturnType<ScenarioValues>;
  values: ChangeValues;
  index: number;
  onRemove?: () => void;
}

function ChangeFields({ form, values, index, onRemove }: ChangeFieldsProps) {
  const { currency } = useViewer();
  const of = (field: string) => form.getInputProps(`changes.${index}.${field}`);
  return (
    <FormSection legend={`Change ${index + 1}`}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        <TextInput label="What changes" placeholder="Five more seats" {...of('name')} />
        <SubjectFields
          value={values.subject}
          knownName={values.subjectName}
          onChange={(subject) => form.setFieldValue(`changes.${index}.subject`, subject)}
          error={form.errors[`changes.${index}.subject`]}
        />
        <Select
          label="By"
          data={[
            { value: 'AMOUNT', label: 'An amount' },
            { value: 'PERCENT', label: 'Percent' },
          ]}
          allowDeselect={false}
          {...of('kind')}
        />
        <TextInput
          label={values.kind === 'PERCENT' ? 'Percent; -100 stops it' : `Amount, ${currency}; negative saves`}
          inputMode="decimal"
          {...of('value')}
        />
        {values.kind === 'AMOUNT' ? (
          <Select
            label="Comes"
            data={[{ value: '', label: 'Once' }, ...choicesOf(intervalLabels)]}
            allowDeselect={false}
            {...of('interval')}
          />
        ) : null}
        <DateInput label="First day" valueFormat="YYYY-MM-DD" {...of('from')} />
        <DateInput label="Last day" placeholder="For good" valueFormat="YYYY-MM-DD" clearable {...of('until')} />
      </SimpleGrid>
      {onRemove ? (
        <Group justify="flex-end">
          <Button size="compact-sm" variant="default" onClick={onRemove} aria-label={`Remove change ${index + 1}`}>
            Remove
          </Button>
        </Group>
      ) : null}
    </FormSection>
  );
}
