import { Alert, Button, Group, Select, Stack, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { useClient } from 'urql';
import { z } from 'zod';
import type { RepricePreviewQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { errorText } from '../../lib/graphql-error.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { RepriceFigures } from './reprice-figures.tsx';

const RepricePreview = graphql(`
  query RepricePreview($input: RepriceInput!) {
    previewReprice(input: $input) {
      rowCount
      dayCount
      ...RepriceFigures_preview
    }
  }
`);

const RepriceUsage = graphql(`
  mutation RepriceUsage($input: RepriceInput!) {
    repriceUsage(input: $input) {
      __typename
      ... on RepriceRun {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z
  .object({
    vendorId: z.string().min(1, 'Choose the vendor.'),
    from: z.string().nullable(),
    until: z.string().nullable(),
  })
  .refine(({ from, until }) => !from || !until || from < until, {
    path: ['until'],
    message: 'Choose a day after the first one.',
  });

interface RepriceFormProps {
  vendors: { value: string; label: string }[];
  onRun: (runId: string) => void;
  onClose: () => void;
}

/** Which usage is priced again, and what that would change, before anything does. */
export function RepriceForm({ vendors, onRun, onClose }: RepriceFormProps) {
  const client = useClient();
  const [preview, setPreview] = useState<RepricePreviewQuery['previewReprice'] | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPreviewing, setPreviewing] = useState(false);
  const reprice = useResultMutation(RepriceUsage, (data) => data.repriceUsage);
  const form = useForm<z.input<typeof schema>>({
    initialValues: { vendorId: '', from: null, until: null },
    validate: schemaResolver(schema, { sync: true }),
    onValuesChange: () => setPreview(null),
  });
  const submit = form.onSubmit(async (input) => {
    setRefusal(null);
    if (preview) {
      const outcome = await reprice.run({ input });
      return outcome.ok ? onRun(outcome.value.id) : setRefusal(failureText(outcome.failure));
    }
    setPreviewing(true);
    const { data, error } = await client
      .query(RepricePreview, { input }, { requestPolicy: 'network-only' })
      .toPromise();
    setPreviewing(false);
    if (data) setPreview(data.previewReprice);
    else setRefusal(error ? errorText(error) : 'The server gave no answer. Try again.');
  });
  const hasNothing = preview?.rowCount === 0;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text fz="sm">
          Usage keeps the price it was priced with. Re-pricing applies today’s price list and discounts to past days;
          bills of closed days stay what they are.
        </Text>
        <Select label="Vendor" data={vendors} searchable allowDeselect={false} {...form.getInputProps('vendorId')} />
        <Group grow align="flex-start">
          <DateInput
            label="First day"
            description="UTC"
            placeholder="The beginning"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('from')}
          />
          <DateInput
            label="First day left alone"
            description="UTC"
            placeholder="None"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('until')}
          />
        </Group>
        <div role="status">{preview ? <RepriceFigures preview={preview} /> : null}</div>
        {refusal ? (
          <Alert color="red" variant="outline" role="alert">
            {refusal}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {hasNothing ? 'Close' : 'Cancel'}
          </Button>
          {hasNothing ? null : (
            <Button type="submit" loading={isPreviewing || reprice.isBusy}>
              {preview ? 'Re-price' : 'Preview'}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
