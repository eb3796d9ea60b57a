import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { StatusDot } from '../../components/status-dot.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatQuantity } from '../../lib/format.ts';
import classes from './import-report.module.css';

export const ImportReportFragment = graphql(`
  fragment ImportReport_import on PriceImport {
    acceptedCount
    skippedCount
    errorCount
    pricedRowCount
    entries {
      name
      status
      reason
    }
  }
`);

const SHOWN = 200;
const labels = { ACCEPTED: 'Taken', SKIPPED: 'Skipped', ERROR: 'Faulty' } as const;
const tones = { ACCEPTED: 'success', SKIPPED: 'neutral', ERROR: 'danger' } as const;
const statuses = ['ACCEPTED', 'SKIPPED', 'ERROR'] as const;

interface ImportReportProps {
  report: FragmentType<typeof ImportReportFragment>;
  onClose: () => void;
}

/** What became of every entry of the file. */
export function ImportReport({ report: masked, onClose }: ImportReportProps) {
  const report = readFragment(ImportReportFragment, masked);
  const [status, setStatus] = useState<(typeof statuses)[number]>(report.errorCount > 0 ? 'ERROR' : 'ACCEPTED');
  const counts = { ACCEPTED: report.acceptedCount, SKIPPED: report.skippedCount, ERROR: report.errorCount };
  const entries = report.entries.filter((entry) => entry.status === status);
  return (
    <>
      <Text fz="sm" mb="sm" role="status">
        {report.acceptedCount === 1 ? '1 entry is' : `${formatQuantity(String(report.acceptedCount))} entries are`} in
        the price list now.{' '}
        {report.pricedRowCount > 0
          ? `${formatQuantity(String(report.pricedRowCount))} rows of usage that had no price have one.`
          : 'No usage was waiting for these prices.'}
      </Text>
      <SegmentedControl
        size="xs"
        mb="sm"
        aria-label="Which entries"
        value={status}
        onChange={(value) => setStatus(statuses.find((each) => each === value) ?? 'ACCEPTED')}
        data={statuses.map((value) => ({ value, label: `${labels[value]} ${formatQuantity(String(counts[value]))}` }))}
      />
      <ul className={classes.entries}>
        {entries.slice(0, SHOWN).map((entry) => (
          <li key={entry.name}>
            <StatusDot tone={tones[entry.status]}>{entry.name}</StatusDot>
            {entry.reason ? <span className={classes.reason}>{entry.reason}</span> : null}
          </li>
        ))}
        {entries.length === 0 ? <li className={classes.reason}>None</li> : null}
        {entries.length > SHOWN ? <li className={classes.reason}>and {entries.length - SHOWN} more</li> : null}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </>
  );
}
