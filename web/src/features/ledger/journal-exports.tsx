import { Anchor, Button, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './exports.module.css';
import { JournalPreview } from './journal-preview.tsx';

const targets = [
  { id: 'quickbooks-online', label: 'QuickBooks Online', note: 'CSV' },
  { id: 'xero', label: 'Xero', note: 'CSV, 300 lines a file' },
  { id: 'netsuite', label: 'NetSuite', note: 'CSV' },
  { id: 'quickbooks-desktop', label: 'QuickBooks Desktop', note: 'IIF' },
  { id: 'generic', label: 'Any other', note: 'CSV with exact amounts' },
] as const;

/** The month's journal as each accounting system reads it. */
export function JournalExports({ month, isClosed }: { month: string; isClosed: boolean }) {
  const [isShown, setShown] = useState(false);
  return (
    <section aria-labelledby="journal-exports">
      <Title order={3} id="journal-exports">
        Journal
      </Title>
      {isClosed ? null : <p className={classes.note}>The month is open: files are drafts and named so.</p>}
      <ul className={classes.files}>
        {targets.map(({ id, label, note }) => (
          <li key={id}>
            <Anchor href={`/export/journal/${month.slice(0, 7)}.${id}`} download fz="sm">
              <IconDownload size={14} aria-hidden /> {label}
            </Anchor>
            <span>{note}</span>
          </li>
        ))}
      </ul>
      <Button size="compact-sm" variant="default" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
        {isShown ? 'Hide the journal' : 'Show the journal'}
      </Button>
      {isShown ? <JournalPreview month={month} /> : null}
    </section>
  );
}
