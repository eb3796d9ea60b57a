import { FileInput, Modal, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { type FragmentType, graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { ImportReport, type ImportReportFragment } from './import-report.tsx';

const ImportPrices = graphql(`
  mutation ImportPrices($json: String!) {
    importPrices(input: { json: $json }) {
      __typename
      ... on PriceImport {
        ...ImportReport_import
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface ImportPricesDialogProps {
  onDone: () => void;
  onClose: () => void;
}

/** Takes a LiteLLM price file, then tells of each entry what became of it. */
export function ImportPricesDialog({ onDone, onClose }: ImportPricesDialogProps) {
  const [report, setReport] = useState<FragmentType<typeof ImportReportFragment> | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isBusy, run } = useResultMutation(ImportPrices, (data) => data.importPrices);
  const form = useForm<{ file: File | null }>({
    initialValues: { file: null },
    validate: { file: (file) => (file ? null : 'Choose a file.') },
  });
  const submit = form.onSubmit(async ({ file }) => {
    if (!file) return;
    setRefusal(null);
    const outcome = await run({ json: await file.text() });
    if (!outcome.ok) {
      if (outcome.failure.field) form.setFieldError('file', failureText(outcome.failure));
      else setRefusal(failureText(outcome.failure));
      return;
    }
    setReport(outcome.value);
    onDone();
  });
  return (
    <Modal opened onClose={onClose} title="Import a LiteLLM price file" size="lg">
      {report ? (
        <ImportReport report={report} onClose={onClose} />
      ) : (
        <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Import" onCancel={onClose}>
          <Text fz="sm">
            Models in the file replace what was imported for them before. Prices set by hand win over imported ones, and
            usage that has a price keeps it.
          </Text>
          <FileInput
            label="Price file"
            description="LiteLLM’s model_prices_and_context_window.json, or one of the same form."
            placeholder="Choose a .json file"
            accept="application/json,.json"
            clearable
            {...form.getInputProps('file')}
          />
        </FormFrame>
      )}
    </Modal>
  );
}
