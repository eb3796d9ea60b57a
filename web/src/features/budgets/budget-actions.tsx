import { Menu } from '@mantine/core';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { ArchiveBudgetDialog } from './archive-budget-dialog.tsx';
import type { BudgetRow } from './budget.ts';
import { BudgetDialog } from './budget-dialog.tsx';

/** What an administrator can do with a budget of the list. */
export function BudgetActions({ budget }: { budget: BudgetRow }) {
  const [dialog, setDialog] = useState<'change' | 'archive' | null>(null);
  const { history } = useRouter();
  const close = () => setDialog(null);
  const { id, name, archivedAt, currentWindow } = budget;
  return (
    <>
      <RowMenu name={name}>
        <Menu.Item renderRoot={(props) => <Link to="/budgets/$budgetId" params={{ budgetId: id }} {...props} />}>
          Open
        </Menu.Item>
        {currentWindow ? <Menu.Item onClick={() => history.push(currentWindow.link)}>Show in Explore</Menu.Item> : null}
        {archivedAt === null ? <Menu.Item onClick={() => setDialog('change')}>Change…</Menu.Item> : null}
        <Menu.Item onClick={() => setDialog('archive')}>
          {archivedAt === null ? 'Archive…' : 'Take up again…'}
        </Menu.Item>
      </RowMenu>
      {dialog === 'change' ? <BudgetDialog budget={budget} onClose={close} /> : null}
      {dialog === 'archive' ? <ArchiveBudgetDialog budget={budget} onClose={close} /> : null}
    </>
  );
}
