import { Checkbox, Modal, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { TagsField } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import type { BudgetRow } from './budget.ts';
import {
  type BudgetValues,
  budgetSchema,
  budgetValues,
  canCarryOver,
  canProject,
  changeInput,
  createInput,
} from './budget-form.ts';
import { beginningText, choicesOf, metricLabels, periodLabels } from './budget-words.ts';
import { SubjectFields } from './subject-fields.tsx';
import { useParentChoices } from './use-parent-choices.ts';

const CreateBudget = graphql(`
  mutation CreateBudget($input: CreateBudgetInput!) {
    createBudget(input: $input) {
      __typename
      ... on Budget {
        ...BudgetRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeBudget = graphql(`
  mutation ChangeBudget($input: ChangeBudgetInput!) {
    changeBudget(input: $input) {
      __typename
      ... on Budget {
        ...BudgetRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface BudgetDialogProps {
  /** The one to change; absent: a new one. */
  budget?: BudgetRow;
  onClose: () => void;
}

/** A limit, whom it is for, and when it warns. */
export function BudgetDialog({ budget, onClose }: BudgetDialogProps) {
  const { currency, zone } = useViewer();
  const form = useForm<BudgetValues>({
    initialValues: budgetValues(budget),
    validate: schemaResolver(budgetSchema, { sync: true }),
  });
  const create = useFormMutation(form, {
    document: CreateBudget,
    variables: (values) => ({ input: createInput(values) }),
    pick: (data) => data.createBudget,
    onSuccess: onClose,
  });
  const change = useFormMutation(form, {
    document: ChangeBudget,
    variables: (values) => ({ input: budget ? changeInput(values, budget) : { budgetId: '' } }),
    pick: (data) => data.changeBudget,
    onSuccess: onClose,
  });
  const { submit, isBusy, refusal } = budget ? change : create;
  const { metric, period, subject } = form.getValues();
  const parents = useParentChoices({ metric, period, budgetId: budget?.id ?? null });
  const unit = metric === 'COST' ? currency : metric.toLowerCase();
  const check = (name: 'isHard' | 'alertsOnProjection' | 'carriesOver') =>
    form.getInputProps(name, { type: 'checkbox' });
  return (
    <Modal opened onClose={onClose} title={budget ? `Change ${budget.name}` : 'New budget'} size="lg">
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={budget ? 'Save' : 'Create budget'}
        onCancel={onClose}
      >
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        {budget ? null : (
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <SubjectFields
              value={subject}
              onChange={(next) => form.setFieldValue('subject', next)}
              error={form.errors.subject}
            />
            <Select
              label="Each"
              description={beginningText(period, zone)}
              data={choicesOf(periodLabels)}
              allowDeselect={false}
              {...form.getInputProps('period')}
            />
            <Select
              label="Counts"
              data={choicesOf(metricLabels)}
              allowDeselect={false}
              {...form.getInputProps('metric')}
            />
          </SimpleGrid>
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label={`Limit, ${unit}`}
            inputMode="decimal"
            description={budget ? 'Holds from now on, in the current window too.' : undefined}
            {...form.getInputProps('limit')}
          />
          {budget ? (
            <TextInput
              label="Why it changes"
              description="For the history of limits."
              {...form.getInputProps('limitNote')}
            />
          ) : null}
          <TagsField
            label="Alert at, percent"
            description={budget ? 'Of the limit.' : undefined}
            {...form.getInputProps('thresholds')}
          />
          {parents.length > 0 || form.getValues().parentId ? (
            <Select
              label="Shares the limit of"
              placeholder="None"
              data={parents}
              clearable
              searchable
              {...form.getInputProps('parentId')}
              value={form.getValues().parentId || null}
              onChange={(next) => form.setFieldValue('parentId', next ?? '')}
            />
          ) : null}
        </SimpleGrid>
        <Stack gap="xs">
          <Checkbox
            label="Hard: the tracker says no beyond the limit"
            description="Only tools that ask before they spend are stopped."
            {...check('isHard')}
          />
          {canProject(period) ? (
            <Checkbox label="Alert also when the window is expected to end above it" {...check('alertsOnProjection')} />
          ) : null}
          {canCarryOver(period) ? (
            <Checkbox label="What is left over is added to the next window" {...check('carriesOver')} />
          ) : null}
        </Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <DateInput
            label="First day"
            placeholder="Since ever"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('validFrom')}
          />
          <DateInput
            label="Last day"
            placeholder="For good"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('validUntil')}
          />
        </SimpleGrid>
        <Textarea label="Notes" autosize minRows={2} maxRows={6} {...form.getInputProps('notes')} />
      </FormFrame>
    </Modal>
  );
}
