import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { EndDialog } from './end-dialog.tsx';
import type { RecurringCost } from './recurring-cost.ts';
import { RecurringDialog } from './recurring-dialog.tsx';
import { SkipDialog } from './skip-dialog.tsx';

export function RecurringActions({ cost }: { cost: RecurringCost }) {
  const [dialog, setDialog] = useState<'change' | 'skip' | 'end' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <RowMenu name={cost.description}>
        <Menu.Item renderRoot={(props) => <Link to="/ledger" search={{ recurringCostId: cost.id }} {...props} />}>
          Show its entries
        </Menu.Item>
        <Menu.Item onClick={() => setDialog('change')}>Change…</Menu.Item>
        <Menu.Item disabled={cost.nextDate === null && cost.skipped.length === 0} onClick={() => setDialog('skip')}>
          Skip a date…
        </Menu.Item>
        <Menu.Item disabled={cost.nextDate === null} onClick={() => setDialog('end')}>
          End…
        </Menu.Item>
      </RowMenu>
      {dialog === 'change' ? <RecurringDialog cost={cost} onClose={close} /> : null}
      {dialog === 'skip' ? <SkipDialog cost={cost} onClose={close} /> : null}
      {dialog === 'end' ? <EndDialog cost={cost} onClose={close} /> : null}
    </>
  );
}
