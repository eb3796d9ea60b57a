import { FileInput, Modal, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { FormFrame } from '../../components/form/form-frame.tsx';
import type { ImportKind } from '../../gql/graphql.ts';
import { type Failure, failureText } from '../../lib/mutation-result.ts';
import { CsvProblems } from './csv-problems.tsx';
import { useImportCsv } from './use-import-csv.ts';

interface CsvImportDialogProps {
  kind: ImportKind;
  title: string;
  /** Which columns the file has. */
  children: ReactNode;
  onClose: () => void;
}

/** Takes a file in whole, or tells what is wrong in each cell and takes nothing. */
export function CsvImportDialog({ kind, title, children, onClose }: CsvImportDialogProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [problems, setProblems] = useState<NonNullable<Failure['problems']>>([]);
  const { isBusy, run } = useImportCsv();
  const form = useForm<{ file: File | null }>({
    initialValues: { file: null },
    validate: { file: (file) => (file ? null : 'Choose a file.') },
  });
  const submit = form.onSubmit(async ({ file }) => {
    if (!file) return;
    setRefusal(null);
    setProblems([]);
    const outcome = await run({ kind, fileName: file.name, text: await file.text() });
    if (!outcome.ok) {
      const found = outcome.failure.problems ?? [];
      setProblems(found);
      if (found.length === 0) setRefusal(failureText(outcome.failure));
      return;
    }
    const { rowCount } = outcome.value;
    notifications.show({ message: rowCount === 1 ? '1 row is taken over.' : `${rowCount} rows are taken over.` });
    onClose();
  });
  return (
    <Modal opened onClose={onClose} title={title} size="lg">
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Import" onCancel={onClose}>
        <Text fz="sm" component="div">
          {children}
        </Text>
        <FileInput
          label="File"
          placeholder="Choose a .csv file"
          accept=".csv,.tsv,.txt,text/csv"
          clearable
          {...form.getInputProps('file')}
        />
        <CsvProblems problems={problems} />
      </FormFrame>
    </Modal>
  );
}
