import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { StatusDot } from '../../components/status-dot.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import type { BudgetRow, BudgetWindowRow } from './budget.ts';
import { BudgetActions } from './budget-actions.tsx';
import { BudgetAmount } from './budget-amount.tsx';
import { BudgetBar } from './budget-bar.tsx';
import { type PlacedBudget, placeBudgets } from './budget-tree.ts';
import { daysLeftText, periodLabels, scopeLabels, stateLabels, stateTones, windowText } from './budget-words.ts';
import classes from './budgets.module.css';

const column = createListColumns<PlacedBudget>();

/** A figure of the current window, sorted exactly; without a window a dash. */
function figure(id: string, header: string, take: (window: BudgetWindowRow) => string | null, isHiddenOnPhone = true) {
  return column.accessor(({ budget: { currentWindow } }) => (currentWindow ? take(currentWindow) : null), {
    id,
    header,
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right', isHiddenOnPhone },
    cell: ({ row, getValue }) => <BudgetAmount unit={row.original.budget} amount={getValue()} />,
  });
}

const columns = column.columns([
  column.accessor(({ budget: { name, subject } }) => `${name} ${subject.name}`, {
    id: 'name',
    header: 'Budget',
    sortFn: (a, b) => (a.original.path < b.original.path ? -1 : Number(a.original.path > b.original.path)),
    cell: ({ row: { original } }) => <NameCell {...original} />,
  }),
  column.accessor(({ budget }) => `${periodLabels[budget.period]} ${budget.currentWindow?.from ?? ''}`, {
    id: 'window',
    header: 'Window',
    meta: { isHiddenOnPhone: true },
    cell: ({ row }) => <WindowCell budget={row.original.budget} />,
  }),
  figure('spent', 'Spent', ({ spent }) => spent),
  figure('limit', 'Limit', ({ limit }) => limit),
  figure('left', 'Left', ({ left }) => left, false),
  column.accessor(({ budget: { currentWindow } }) => currentWindow?.percent ?? null, {
    id: 'percent',
    header: 'Of the limit',
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    cell: ({ row: { original } }) => <PercentCell budget={original.budget} />,
  }),
  figure('projected', 'Expected', ({ projected }) => projected?.expected ?? null),
  column.accessor(
    ({ budget: { currentWindow } }) => (currentWindow ? stateLabels[currentWindow.state] : 'Not running'),
    {
      id: 'state',
      header: 'State',
      meta: { isHiddenOnPhone: true },
      cell: ({ row: { original } }) => <StateCell budget={original.budget} />,
    },
  ),
  column.display({
    id: 'actions',
    meta: { width: '2.5rem', align: 'right', label: 'Actions' },
    cell: ({ row }) => <BudgetActions budget={row.original.budget} />,
  }),
]);

function NameCell({ budget, depth }: PlacedBudget) {
  const { id, name, subject, isHard, allocation } = budget;
  const about =
    subject.scope === 'ORGANIZATION' ? scopeLabels.ORGANIZATION : `${scopeLabels[subject.scope]} ${subject.name}`;
  return (
    <div className={classes.name} style={{ paddingLeft: `${depth * 1.25}rem` }}>
      <Link to="/budgets/$budgetId" params={{ budgetId: id }}>
        {name}
      </Link>
      <span className={classes.note}>
        {about}
        {isHard ? ' · hard' : ''}
      </span>
      {allocation ? (
        <span className={classes.note} data-warns={allocation.isOverAllocated || undefined}>
          {allocation.isOverAllocated ? 'Shared out beyond its limit: ' : 'Not shared out: '}
          <BudgetAmount unit={budget} amount={allocation.unallocated} />
        </span>
      ) : null}
    </div>
  );
}

function WindowCell({ budget: { period, currentWindow } }: { budget: BudgetRow }) {
  const { zone } = useViewer();
  return (
    <>
      {periodLabels[period]}
      {currentWindow ? (
        <span className={classes.note}>
          {windowText(currentWindow, zone)}, {daysLeftText(currentWindow.daysLeft)}
        </span>
      ) : null}
    </>
  );
}

function PercentCell({ budget: { name, thresholds, currentWindow } }: { budget: BudgetRow }) {
  if (!currentWindow) return '–';
  return <BudgetBar name={name} percent={currentWindow.percent} thresholds={thresholds} state={currentWindow.state} />;
}

function StateCell({ budget: { currentWindow } }: { budget: BudgetRow }) {
  if (!currentWindow) return <StatusDot tone="neutral">Not running</StatusDot>;
  return <StatusDot tone={stateTones[currentWindow.state]}>{stateLabels[currentWindow.state]}</StatusDot>;
}

interface BudgetsTableProps {
  budgets: readonly BudgetRow[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  toolbar: ReactNode;
  empty: ReactNode;
}

/** Budgets with their current window, children under the budget whose limit they share. */
export function BudgetsTable({ budgets, ...list }: BudgetsTableProps) {
  const rows = useMemo(() => placeBudgets(budgets), [budgets]);
  return (
    <DataTable
      label="budgets"
      rows={rows}
      columns={columns}
      getRowId={({ budget }) => budget.id}
      defaultSort="name"
      {...list}
    />
  );
}
