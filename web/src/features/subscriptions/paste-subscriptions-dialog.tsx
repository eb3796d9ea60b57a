import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMemo, useState } from 'react';
import { PlainTable } from '../../components/plain-table.tsx';
import type { CreateSubscriptionInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDay } from '../../lib/format.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { useToday } from '../../lib/viewer.tsx';
import { perInterval } from './interval-words.ts';
import classes from './paste-subscriptions-dialog.module.css';
import { type PastedRow, pasteColumns, readPastedRows } from './pasted-rows.ts';
import { useOwners } from './use-owners.ts';
import { usePlans } from './use-plans.ts';

const BulkCreateSubscriptions = graphql(`
  mutation BulkCreateSubscriptions($input: BulkCreateSubscriptionsInput!) {
    bulkCreateSubscriptions(input: $input) {
      __typename
      ... on SubscriptionChanges {
        changes {
          subscription {
            id
          }
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** Many at once, pasted from a spreadsheet and checked before they are added: all or none. */
export function PasteSubscriptionsDialog({ onClose }: { onClose: () => void }) {
  const plans = usePlans();
  const { members, teams } = useOwners();
  const today = useToday();
  const [text, setText] = useState('');
  const [refused, setRefused] = useState<{ row: number | null; message: string } | null>(null);
  const { isBusy, run } = useResultMutation(BulkCreateSubscriptions, (data) => data.bulkCreateSubscriptions);
  const rows = useMemo(
    () => readPastedRows(text, { plans: plans ?? [], members, teams, today }),
    [text, plans, members, teams, today],
  );
  const inputs = rows.flatMap(({ input }) => (input ? [input] : []));
  const wrongCount = rows.length - inputs.length;
  const add = async () => {
    setRefused(null);
    const outcome = await run({ input: { subscriptions: inputs } });
    if (!outcome.ok) {
      const [, row] = /^subscriptions\.(\d+)/.exec(outcome.failure.field ?? '') ?? [];
      return setRefused({ row: row ? Number(row) : null, message: failureText(outcome.failure) });
    }
    notifications.show({ message: `${outcome.value.changes.length} subscriptions were added.` });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Paste subscriptions" size="xl">
      <Stack gap="md">
        <Textarea
          label="Rows"
          description={`${pasteColumns.join(', ')}. A plan of the catalogue brings its vendor and price along.`}
          placeholder={`ada@example.com\tClaude Max 5x\nPlatform\tPerplexity Pro\tPerplexity\t5\t20.00\tUSD\tmonthly\t${today}`}
          autosize
          minRows={4}
          maxRows={10}
          data-autofocus
          classNames={{ input: classes.rows ?? '' }}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setRefused(null);
          }}
        />
        {rows.length > 0 ? <PastedTable rows={rows} refused={refused} /> : null}
        {refused && refused.row === null ? (
          <Alert color="red" variant="outline" role="alert">
            {refused.message}
          </Alert>
        ) : null}
        <Group justify="space-between">
          <Text fz="sm" c="dimmed" role="status">
            {rows.length === 0 ? '' : `${rows.length} rows${wrongCount > 0 ? `, ${wrongCount} to correct` : ''}`}
          </Text>
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button loading={isBusy} disabled={inputs.length === 0 || wrongCount > 0} onClick={() => void add()}>
              {inputs.length > 0 ? `Add ${inputs.length}` : 'Add'}
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  );
}

interface PastedTableProps {
  rows: PastedRow[];
  refused: { row: number | null; message: string } | null;
}

function PastedTable({ rows, refused }: PastedTableProps) {
  return (
    <div className={classes.preview}>
      <PlainTable label="What will be added" headings={['Row', 'Owner', 'Plan', 'Is added as']}>
        {rows.map(({ line, cells, problems, input }, index) => {
          const all = refused?.row === index ? [...problems, refused.message] : problems;
          return (
            <tr key={line}>
              <td>{line}</td>
              <td>{cells[0]}</td>
              <td>{cells[1]}</td>
              <td className={all.length > 0 ? classes.problem : undefined}>
                {all.join(' ') || (input && words(input))}
              </td>
            </tr>
          );
        })}
      </PlainTable>
    </div>
  );
}

/** `3 seats at 10 USD / month from Oct 1, 2026`. */
function words({ seats, amount, currency, interval, startedOn }: CreateSubscriptionInput): string {
  const count = seats ? (seats === 1 ? '1 seat' : `${seats} seats`) : '';
  const price = amount ? `${amount} ${currency ?? 'USD'}` : 'list price';
  return [count, count ? 'at' : '', price, perInterval[interval ?? 'MONTHLY'], 'from', formatDay(startedOn)]
    .filter(Boolean)
    .join(' ');
}
