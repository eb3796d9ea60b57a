import { ActionIcon, Button, Group, Modal, SegmentedControl, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { ChoiceSelect } from '../../components/form/choice-select.tsx';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { graphql } from '../../gql/index.ts';
import { absoluteDecimal, isZero } from '../../lib/decimal.ts';
import { formatMoney } from '../../lib/format.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { type LedgerEntry, ownerInput, ownerOf } from './ledger-entry.ts';
import classes from './split-dialog.module.css';
import {
  convertParts,
  isBalanced,
  partOf,
  type SplitBy,
  type SplitLine,
  splitDifference,
  splitEqually,
  takeDifference,
} from './split-lines.ts';
import { moneyText } from './typed-values.ts';
import type { LedgerChoices } from './use-ledger-choices.ts';

const SplitCostEntry = graphql(`
  mutation SplitCostEntry($input: ChangeCostEntryInput!) {
    changeCostEntry(input: $input) {
      __typename
      ... on CostEntry {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface SplitDialogProps {
  entry: LedgerEntry;
  choices: LedgerChoices;
  onDone: () => void;
  onClose: () => void;
}

const newLine = (): SplitLine => ({
  key: crypto.randomUUID(),
  part: '',
  account: '',
  category: '',
  owner: '',
  project: '',
});

function linesOf(entry: LedgerEntry): SplitLine[] {
  const lines = entry.lines.map((line) => ({
    key: crypto.randomUUID(),
    part: moneyText(line.amount),
    account: line.glAccount?.id ?? '',
    category: line.category,
    owner: ownerOf(line)?.id ?? '',
    project: line.project?.id ?? '',
  }));
  return lines.length === 1 ? [...lines, newLine()] : lines;
}

/** An entry over several accounts, owners and projects; saved only when the parts add up to it. */
export function SplitDialog({ entry, choices, onDone, onClose }: SplitDialogProps) {
  const { amount: total, currency } = entry;
  const [by, setBy] = useState<SplitBy>('amount');
  const [lines, setLines] = useState<readonly SplitLine[]>(() => linesOf(entry));
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isBusy, run } = useResultMutation(SplitCostEntry, (data) => data.changeCostEntry);
  const difference = splitDifference(total, by, lines);
  const balanced = isBalanced(total, by, lines);
  const change = (index: number, change: Partial<SplitLine>) => {
    setRefusal(null);
    setLines(lines.map((line, at) => (at === index ? { ...line, ...change } : line)));
  };
  const text = (part: string) => (by === 'percent' ? `${part} %` : formatMoney(part, currency));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!balanced) {
      setRefusal(
        `${differenceText(difference, text)} Let the parts add up to ${text(by === 'percent' ? '100' : total)}.`,
      );
      return;
    }
    const outcome = await run({
      input: {
        entryId: entry.id,
        version: entry.version,
        lines: lines.map((line) => ({
          [by]: partOf(line),
          glAccountId: line.account || null,
          category: line.category,
          ...ownerInput(line.owner),
          projectId: line.project || null,
        })),
      },
    });
    if (!outcome.ok) return setRefusal(failureText(outcome.failure));
    onDone();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`Split ${entry.description}, ${formatMoney(total, currency)}`} size="60rem">
      <FormFrame
        onSubmit={(event) => void submit(event)}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel="Save split"
        onCancel={onClose}
      >
        <Group justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label="Split by"
            data={[
              { value: 'amount', label: 'By amount' },
              { value: 'percent', label: 'By percent' },
            ]}
            value={by}
            onChange={(next) => {
              const to = next === 'percent' ? 'percent' : 'amount';
              setLines(convertParts(total, to, lines));
              setBy(to);
            }}
          />
          <Button size="compact-sm" variant="default" onClick={() => setLines(splitEqually(total, by, lines))}>
            In equal parts
          </Button>
        </Group>
        <div className={classes.lines}>
          {lines.map((line, index) => (
            <fieldset key={line.key} className={classes.line}>
              <legend className={classes.legend}>Line {index + 1}</legend>
              <TextInput
                aria-label={`Line ${index + 1}: ${by === 'percent' ? 'Percent' : 'Amount'}`}
                placeholder={by === 'percent' ? 'Percent' : 'Amount'}
                inputMode="decimal"
                rightSection={by === 'percent' ? '%' : null}
                classNames={{ input: 'numeric' }}
                error={line.part !== '' && partOf(line) === null ? 'Write a number.' : null}
                value={line.part}
                onChange={(event) => change(index, { part: event.currentTarget.value })}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              />
              <ChoiceSelect
                aria-label={`Line ${index + 1}: Account`}
                placeholder="Account"
                choices={choices.accounts}
                value={line.account}
                onChange={(account) => change(index, { account })}
                clearable
              />
              <ChoiceSelect
                aria-label={`Line ${index + 1}: Owner`}
                placeholder="Owner"
                choices={choices.owners}
                value={line.owner}
                onChange={(owner) => change(index, { owner })}
                clearable
              />
              <ChoiceSelect
                aria-label={`Line ${index + 1}: Project`}
                placeholder="Project"
                choices={choices.projects}
                value={line.project}
                onChange={(project) => change(index, { project })}
                clearable
              />
              <TextInput
                aria-label={`Line ${index + 1}: Category`}
                placeholder="Category"
                value={line.category}
                onChange={(event) => change(index, { category: event.currentTarget.value })}
              />
              <Group gap={4} wrap="nowrap">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  disabled={isZero(difference)}
                  onClick={() => setLines(takeDifference(total, by, lines, index))}
                >
                  Take rest
                </Button>
                <ActionIcon
                  aria-label={`Remove line ${index + 1}`}
                  disabled={lines.length === 1}
                  onClick={() => setLines(lines.toSpliced(index, 1))}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              </Group>
            </fieldset>
          ))}
        </div>
        <Group justify="space-between">
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => setLines([...lines, newLine()])}
          >
            Add a line
          </Button>
          <Text fz="sm" role="status" className="numeric" {...(balanced ? {} : { c: 'var(--outlay-warning)' })}>
            {balanced ? `Adds up to ${text(by === 'percent' ? '100' : total)}` : differenceText(difference, text)}
          </Text>
        </Group>
      </FormFrame>
    </Modal>
  );
}

function differenceText(difference: string, text: (part: string) => string): string {
  if (isZero(difference)) return 'Give every line its part.';
  const amount = text(absoluteDecimal(difference));
  return difference.startsWith('-') ? `${amount} too much.` : `${amount} left to place.`;
}
