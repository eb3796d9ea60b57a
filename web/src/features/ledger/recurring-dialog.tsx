import { Autocomplete, Group, Modal, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { ChoiceSelect } from '../../components/form/choice-select.tsx';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { CurrencySelect } from '../../components/form/locale-fields.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { addDays } from '../../lib/day.ts';
import { isDecimal, isZero } from '../../lib/decimal.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import { ownerInput, ownerOf } from './ledger-entry.ts';
import { intervalLabels, type RecurringCost } from './recurring-cost.ts';
import { plainAmount } from './typed-values.ts';
import { useLedgerChoices } from './use-ledger-choices.ts';

const CreateRecurringCost = graphql(`
  mutation CreateRecurringCost($input: CreateRecurringCostInput!) {
    createRecurringCost(input: $input) {
      __typename
      ... on RecurringCost {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeRecurringCost = graphql(`
  mutation ChangeRecurringCost($input: ChangeRecurringCostInput!) {
    changeRecurringCost(input: $input) {
      __typename
      ... on RecurringCost {
        ...RecurringCostRow
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const intervals = ['WEEKLY', 'MONTHLY', 'QUARTERLY', 'YEARLY'] as const;

const schema = z.object({
  description: z.string().trim().min(1, 'Say what it is for.').max(500, 'Use at most 500 characters.'),
  vendorName: z.string().trim().max(100, 'Use at most 100 characters.'),
  interval: z.enum(intervals),
  amount: z
    .string()
    .transform(plainAmount)
    .refine((text) => isDecimal(text) && !isZero(text), 'Write what each date costs, such as 49.00.'),
  currency: z.string().min(1, 'Choose the currency.'),
  startsOn: z
    .string()
    .nullable()
    .refine((day) => day, 'Choose the first date.'),
  lastDay: z.string().nullable(),
  account: z.string(),
  category: z.string().trim().max(100, 'Use at most 100 characters.'),
  owner: z.string(),
  project: z.string(),
});

type Values = z.input<typeof schema>;

function valuesOf(cost: RecurringCost | undefined, currency: string, today: string): Values {
  const [line] = cost?.lines ?? [];
  return {
    description: cost?.description ?? '',
    vendorName: cost?.vendor?.name ?? '',
    interval: cost?.interval ?? 'MONTHLY',
    amount: cost?.amount ?? '',
    currency: cost?.currency ?? currency,
    startsOn: cost?.startsOn ?? today,
    lastDay: cost?.endsOn ? addDays(cost.endsOn, -1) : null,
    account: line?.glAccount?.id ?? '',
    category: line?.category ?? '',
    owner: (line && ownerOf(line)?.id) ?? '',
    project: line?.project?.id ?? '',
  };
}

interface RecurringDialogProps {
  /** The one to change; absent: a new one. */
  cost?: RecurringCost;
  onClose: () => void;
}

/** A cost that comes again by the calendar. */
export function RecurringDialog({ cost, onClose }: RecurringDialogProps) {
  const { currency } = useViewer();
  const today = useToday();
  const choices = useLedgerChoices();
  const form = useForm<Values>({
    initialValues: valuesOf(cost, currency, today),
    validate: schemaResolver(schema, { sync: true }),
  });
  const isSplit = (cost?.lines.length ?? 0) > 1;
  const shared = ({ account, category, owner, project, lastDay, amount, ...values }: Values) => ({
    description: values.description,
    currency: values.currency,
    amount: plainAmount(amount),
    endsOn: lastDay ? addDays(lastDay, 1) : null,
    ...(isSplit
      ? {}
      : { lines: [{ glAccountId: account || null, category, ...ownerInput(owner), projectId: project || null }] }),
  });
  const create = useFormMutation(form, {
    document: CreateRecurringCost,
    variables: (values) => ({
      input: {
        ...shared(values),
        interval: values.interval,
        startsOn: values.startsOn ?? today,
        ...(values.vendorName.trim() ? { vendorName: values.vendorName.trim() } : {}),
      },
    }),
    pick: (data) => data.createRecurringCost,
    onSuccess: onClose,
  });
  const change = useFormMutation(form, {
    document: ChangeRecurringCost,
    variables: (values) => ({
      input: {
        recurringCostId: cost?.id ?? '',
        ...shared(values),
        ...(values.interval === cost?.interval ? {} : { interval: values.interval }),
        ...(values.startsOn === cost?.startsOn ? {} : { startsOn: values.startsOn }),
        ...(values.vendorName.trim() ? { vendorName: values.vendorName.trim() } : { vendorId: null }),
      },
    }),
    pick: (data) => data.changeRecurringCost,
    onSuccess: onClose,
  });
  const { submit, isBusy, refusal } = cost ? change : create;
  const choice = (name: 'account' | 'owner' | 'project') => form.getInputProps(name);
  return (
    <Modal opened onClose={onClose} title={cost ? `Change ${cost.description}` : 'New recurring cost'} size="lg">
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={cost ? 'Save' : 'Create recurring cost'}
        onCancel={onClose}
      >
        <TextInput label="Description" data-autofocus {...form.getInputProps('description')} />
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <Autocomplete
            label="Vendor"
            data={choices.vendors.map(({ name }) => name)}
            {...form.getInputProps('vendorName')}
          />
          <TextInput label="Amount" inputMode="decimal" {...form.getInputProps('amount')} />
          <CurrencySelect label="Currency" {...form.getInputProps('currency')} />
          <Select
            label="Comes"
            data={intervals.map((value) => ({ value, label: intervalLabels[value] }))}
            allowDeselect={false}
            {...form.getInputProps('interval')}
          />
          <DateInput label="First date" valueFormat="YYYY-MM-DD" {...form.getInputProps('startsOn')} />
          <DateInput
            label="Last day"
            placeholder="No end"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('lastDay')}
          />
        </SimpleGrid>
        {isSplit ? (
          <Text fz="sm" c="dimmed">
            It is split over {cost?.lines.length} lines, which stay in proportion.
          </Text>
        ) : (
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            <ChoiceSelect label="Account" choices={choices.accounts} clearable {...choice('account')} />
            <TextInput label="Category" {...form.getInputProps('category')} />
            <ChoiceSelect label="Owner" choices={choices.owners} clearable {...choice('owner')} />
            <ChoiceSelect label="Project" choices={choices.projects} clearable {...choice('project')} />
          </SimpleGrid>
        )}
        <Group>
          <Text fz="xs" c="dimmed">
            {cost
              ? 'Dates that are posted keep their entries; the change holds for those still to come.'
              : 'Dates up to today are posted at once.'}
          </Text>
        </Group>
      </FormFrame>
    </Modal>
  );
}
