import { Button, Group, Modal, Select, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { failureText } from '../../lib/mutation-result.ts';
import classes from './paste-dialog.module.css';
import {
  normalizedCell,
  type PasteColumn,
  type PastedTable,
  pasteColumns,
  pasteCsv,
  pastedTable,
} from './paste-table.ts';
import { useImportCsv } from './use-import-csv.ts';

interface PasteDialogProps {
  /** What was pasted already. */
  text: string;
  onDone: () => void;
  onClose: () => void;
}

const LEFT_OUT = 'LEFT_OUT';
const columnChoices = [
  { value: LEFT_OUT, label: 'Leave out' },
  ...pasteColumns.map(({ id, label }) => ({ value: id, label })),
];

const normalized = (table: PastedTable): PastedTable => ({
  ...table,
  rows: table.rows.map((row) =>
    row.map((cell, index) => normalizedCell(table.columns[index] ?? null, cell, navigator.language)),
  ),
});

/** Rows of a spreadsheet: what each column is, each cell to correct, then all of them or none. */
export function PasteDialog({ text, onDone, onClose }: PasteDialogProps) {
  const [table, setTable] = useState<PastedTable | null>(() => (text ? normalized(pastedTable(text)) : null));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const { isBusy, run } = useImportCsv();
  const problemKey = (row: number, column: string) => `${row} ${column}`;
  const setCell = (row: number, place: number, cell: string) => {
    if (!table) return;
    const cells = table.rows[row] ?? [];
    setTable({ ...table, rows: table.rows.with(row, cells.with(place, cell)) });
    const key = problemKey(row, table.columns[place] ?? '');
    setProblems((former) => new Map([...former].filter(([other]) => other !== key)));
  };
  const setColumn = (place: number, column: PasteColumn | null) => {
    if (!table) return;
    const columns = table.columns.map((other, at) => (at === place ? column : other === column ? null : other));
    setTable(normalized({ ...table, columns }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!table) return setRefusal('Paste some rows first.');
    setRefusal(null);
    const outcome = await run({ kind: 'COST_ENTRIES', fileName: 'Pasted rows', text: pasteCsv(table) });
    if (outcome.ok) {
      const { rowCount } = outcome.value;
      notifications.show({ message: rowCount === 1 ? '1 entry is entered.' : `${rowCount} entries are entered.` });
      onDone();
      onClose();
      return;
    }
    const { failure } = outcome;
    const found = failure.problems ?? [];
    setProblems(new Map(found.map(({ line, column, message }) => [problemKey(line - 2, column), message])));
    const inHead = found.filter(({ line }) => line === 1).map(({ column, message }) => `${column} ${message}`);
    if (found.length === 0) setRefusal(failureText(failure));
    else if (inHead.length > 0) setRefusal(`${inHead.join('; ')}. Say what each column is.`);
    else
      setRefusal(`${found.length === 1 ? '1 cell is' : `${found.length} cells are`} not right. Nothing was entered.`);
  };
  return (
    <Modal opened onClose={onClose} title="Paste entries from a spreadsheet" size={table ? '80rem' : 'lg'}>
      <FormFrame
        onSubmit={(event) => void submit(event)}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={table ? `Enter ${table.rows.length === 1 ? '1 row' : `${table.rows.length} rows`}` : 'Enter'}
        onCancel={onClose}
      >
        {table ? (
          <>
            <section className={classes.frame} aria-label="Pasted rows">
              <table className={classes.table}>
                <thead>
                  <tr>
                    <td />
                    {table.columns.map((column, place) => (
                      <th key={place} scope="col">
                        <Select
                          size="xs"
                          aria-label={`Column ${place + 1}`}
                          data={columnChoices}
                          value={column ?? LEFT_OUT}
                          onChange={(next) => setColumn(place, pasteColumns.find(({ id }) => id === next)?.id ?? null)}
                          allowDeselect={false}
                          comboboxProps={{ width: 160 }}
                        />
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {table.rows.map((row, index) => (
                    <tr key={index}>
                      <th scope="row" className="numeric">
                        {index + 1}
                      </th>
                      {row.map((cell, place) => {
                        const column = table.columns[place] ?? '';
                        const problem = problems.get(problemKey(index, column));
                        const name = pasteColumns.find(({ id }) => id === column)?.label ?? 'Left out';
                        return (
                          <td key={place} data-left-out={column === '' || undefined}>
                            <input
                              aria-label={`Row ${index + 1}: ${name}`}
                              aria-invalid={problem ? true : undefined}
                              data-numeric={column === 'amount' || undefined}
                              value={cell}
                              onChange={(event) => setCell(index, place, event.currentTarget.value)}
                            />
                            {problem ? <p className={classes.problem}>{problem}</p> : null}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <Group justify="space-between">
              <Text fz="xs" c="dimmed">
                All rows are entered, or none. They can be undone together on Imports.
              </Text>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setTable(null)}>
                Paste other rows
              </Button>
            </Group>
          </>
        ) : (
          <Textarea
            label="Rows"
            description="Copy them in Excel, Numbers or Google Sheets, then paste here. Date, description and amount are needed; the account is its code."
            autosize
            minRows={6}
            maxRows={12}
            data-autofocus
            onPaste={(event) => {
              event.preventDefault();
              const pasted = pastedTable(event.clipboardData.getData('text/plain'));
              if (pasted.rows.length > 0) setTable(normalized(pasted));
            }}
            onChange={(event) => {
              const typed = event.currentTarget.value;
              if (typed.includes('\n')) setTable(normalized(pastedTable(typed)));
            }}
          />
        )}
      </FormFrame>
    </Modal>
  );
}
