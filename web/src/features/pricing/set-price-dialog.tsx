import { Button, Group, Modal, NumberInput, Select, SimpleGrid, Text, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { QUANTITY_KINDS, type QuantityKind, quantityKindLabels, unitOf } from './price-units.ts';
import { noAmounts, type SetPriceValues, setPriceForm, toSetPriceInput } from './set-price-form.ts';

const SetPrice = graphql(`
  mutation SetPrice($input: SetPriceInput!) {
    setPrice(input: $input) {
      __typename
      ... on PriceChange {
        revision
        pricedRowCount
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** What the form starts with. */
export type PriceDraft = Partial<SetPriceValues>;

interface SetPriceDialogProps {
  vendors: { value: string; label: string }[];
  draft: PriceDraft | null;
  onDone: () => void;
  onClose: () => void;
}

const isToken = (kind: QuantityKind) => kind.endsWith('_TOKENS');
const tokenKinds = QUANTITY_KINDS.filter(isToken);
const otherKinds = QUANTITY_KINDS.filter((kind) => !isToken(kind));

/** What a model costs, from a day on. */
export function SetPriceDialog({ vendors, draft, onDone, onClose }: SetPriceDialogProps) {
  const form = useForm<SetPriceValues>({
    initialValues: {
      vendorId: '',
      modelPattern: '',
      amounts: noAmounts,
      validFrom: null,
      validUntil: null,
      contextOver: '',
      serviceTier: '',
      speed: '',
      ...draft,
    },
    validate: schemaResolver(setPriceForm, { sync: true }),
  });
  const { amounts, contextOver, serviceTier, speed } = form.values;
  const hasMore =
    otherKinds.some((kind) => amounts[kind] !== '') || contextOver !== '' || serviceTier !== '' || speed !== '';
  const [isMoreOpen, setMoreOpen] = useState(hasMore);
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: SetPrice,
    variables: (values) => ({ input: toSetPriceInput(values) }),
    pick: (data) => data.setPrice,
    onSuccess: ({ revision, pricedRowCount }) => {
      const rows = pricedRowCount === 1 ? '1 row of usage is' : `${pricedRowCount} rows of usage are`;
      const done = revision === null ? 'The list said so already.' : 'The price is set.';
      notifications.show({ message: pricedRowCount > 0 ? `${done} ${rows} priced now.` : done });
      onDone();
      onClose();
    },
  });
  const amountField = (kind: QuantityKind) => (
    <TextInput
      key={kind}
      label={quantityKindLabels[kind]}
      description={unitOf(kind).label}
      placeholder="–"
      leftSection="$"
      inputMode="decimal"
      {...form.getInputProps(`amounts.${kind}`)}
    />
  );
  return (
    <Modal opened onClose={onClose} title="Set a price" size="lg">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Set price" onCancel={onClose}>
        <Group grow align="flex-start">
          <Select label="Vendor" data={vendors} searchable allowDeselect={false} {...form.getInputProps('vendorId')} />
          <TextInput
            label="Model"
            description="* stands for any characters."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            placeholder="claude-opus-5*"
            {...form.getInputProps('modelPattern')}
          />
        </Group>
        <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
          {tokenKinds.map(amountField)}
        </SimpleGrid>
        <Text c="dimmed" fz="xs">
          0 means free. What is left empty keeps the price it has.
        </Text>
        <Group grow align="flex-start">
          <DateInput
            label="First day"
            placeholder="Always was"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('validFrom')}
          />
          <DateInput
            label="First day no longer"
            placeholder="Until changed"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('validUntil')}
          />
        </Group>
        {isMoreOpen ? (
          <>
            <SimpleGrid cols={{ base: 2, sm: 3 }} spacing="sm">
              {otherKinds.map(amountField)}
            </SimpleGrid>
            <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
              <Select
                label="Service tier"
                data={[
                  { value: '', label: 'All' },
                  { value: 'batch', label: 'Batch' },
                  { value: 'flex', label: 'Flex' },
                  { value: 'priority', label: 'Priority' },
                ]}
                allowDeselect={false}
                {...form.getInputProps('serviceTier')}
              />
              <Select
                label="Speed"
                data={[
                  { value: '', label: 'All' },
                  { value: 'fast', label: 'Fast mode' },
                ]}
                allowDeselect={false}
                {...form.getInputProps('speed')}
              />
              <NumberInput
                label="Input tokens over"
                placeholder="Any"
                min={0}
                allowDecimal={false}
                thousandSeparator=","
                {...form.getInputProps('contextOver')}
              />
            </SimpleGrid>
          </>
        ) : (
          <Button
            variant="subtle"
            size="compact-sm"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setMoreOpen(true)}
          >
            Other quantities, tiers and conditions
          </Button>
        )}
      </FormFrame>
    </Modal>
  );
}
