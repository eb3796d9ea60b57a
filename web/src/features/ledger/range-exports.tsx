import { Anchor, Title } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { PeriodPicker } from '../../components/period-picker.tsx';
import { type PeriodText, resolvePeriod } from '../../lib/period.ts';
import { useToday } from '../../lib/viewer.tsx';
import classes from './exports.module.css';

const files = [
  { path: 'chargeback.html', label: 'Chargeback report to print', note: 'What each team owes, per account' },
  { path: 'chargeback.xlsx', label: 'Chargeback, XLSX', note: '' },
  { path: 'chargeback.csv', label: 'Chargeback, CSV', note: '' },
  { path: 'focus.csv', label: 'FOCUS 1.2, CSV', note: 'For FinOps tools' },
  { path: 'usage.csv', label: 'Usage, CSV', note: 'Every row' },
  { path: 'cost-entries.csv', label: 'Cost entries, CSV', note: 'Every line, void ones too' },
] as const;

interface RangeExportsProps {
  range: PeriodText;
  onRange: (range: PeriodText) => void;
}

/** Reports and raw data of any days. */
export function RangeExports({ range, onRange }: RangeExportsProps) {
  const { from, until } = resolvePeriod(range, useToday());
  return (
    <section className={classes.range} aria-labelledby="range-exports">
      <Title order={2} id="range-exports" mb="xs">
        Reports and data of any days
      </Title>
      <PeriodPicker value={range} onChange={onRange} />
      <ul className={classes.files}>
        {files.map(({ path, label, note }) => {
          const isPage = path.endsWith('.html');
          const Icon = isPage ? IconPrinter : IconDownload;
          return (
            <li key={path}>
              <Anchor
                href={`/export/${path}?from=${from}&until=${until}`}
                fz="sm"
                {...(isPage ? { target: '_blank', rel: 'noopener' } : { download: true })}
              >
                <Icon size={14} aria-hidden /> {label}
              </Anchor>
              {note ? <span>{note}</span> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
