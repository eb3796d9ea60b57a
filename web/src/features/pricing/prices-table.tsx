import { Menu, Text } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { DataTable } from '../../components/data-table/data-table.tsx';
import type { ListSearch } from '../../components/data-table/list-search.ts';
import { createListColumns, sortByDecimal } from '../../components/data-table/table-features.ts';
import { RowMenu } from '../../components/row-menu.tsx';
import { addDays } from '../../lib/day.ts';
import { formatDay, formatDayRange } from '../../lib/format.ts';
import { conditionsOf, type PriceRow } from './group-prices.ts';
import { formatPrice, QUANTITY_KINDS, type QuantityKind, quotedPrice, unitOf } from './price-units.ts';
import type { PriceDraft } from './set-price-dialog.tsx';
import { noAmounts } from './set-price-form.ts';
import { sourceLabels } from './source-labels.ts';

const column = createListColumns<PriceRow>();

function quoted(kind: QuantityKind, row: PriceRow): string | null {
  const price = row.prices[kind];
  return price === undefined ? null : quotedPrice(kind, price);
}

const tokenColumn = (kind: QuantityKind, header: string, isHiddenOnPhone: boolean) =>
  column.accessor((row) => quoted(kind, row), {
    id: kind.toLowerCase(),
    header,
    sortFn: sortByDecimal,
    sortDescFirst: true,
    enableGlobalFilter: false,
    meta: { align: 'right', isHiddenOnPhone },
    cell: ({ getValue }) => {
      const price = getValue();
      return <span className="numeric">{price === null ? '–' : formatPrice(price)}</span>;
    },
  });

const otherKinds = QUANTITY_KINDS.filter((kind) => !kind.endsWith('_TOKENS'));

function daysOf({ validFrom, validUntil }: PriceRow): string {
  if (validFrom && validUntil) return formatDayRange(validFrom, addDays(validUntil, -1));
  if (validFrom) return `From ${formatDay(validFrom)}`;
  return validUntil ? `Until ${formatDay(addDays(validUntil, -1))}` : 'Always';
}

/** A price as it is now, to be changed in the form. */
function draftOf({ vendor, modelPattern, prices, contextOver, serviceTier, speed }: PriceRow): PriceDraft {
  const given = QUANTITY_KINDS.flatMap((kind) => {
    const price = prices[kind];
    return price === undefined ? [] : [[kind, quotedPrice(kind, price)] as const];
  });
  const amounts = { ...noAmounts, ...Object.fromEntries(given) };
  return { vendorId: vendor.id, modelPattern, amounts, contextOver: contextOver || '', serviceTier, speed };
}

function columnsFor(onSetPrice: (draft: PriceDraft) => void) {
  return column.columns([
    column.accessor(({ modelPattern, vendor, ...row }) => `${vendor.name} ${modelPattern} ${conditionsOf(row)}`, {
      id: 'model',
      header: 'Model',
      cell: ({ row: { original } }) => {
        const conditions = conditionsOf(original);
        return (
          <>
            <span>{original.modelPattern}</span>
            <Text c="dimmed" fz="xs">
              {conditions ? `${original.vendor.name} · ${conditions}` : original.vendor.name}
            </Text>
          </>
        );
      },
    }),
    tokenColumn('INPUT_TOKENS', 'Input', false),
    tokenColumn('CACHE_READ_TOKENS', 'Cache read', true),
    tokenColumn('CACHE_WRITE_5M_TOKENS', 'Write 5 min', true),
    tokenColumn('CACHE_WRITE_1H_TOKENS', 'Write 1 h', true),
    tokenColumn('OUTPUT_TOKENS', 'Output', false),
    column.display({
      id: 'other',
      header: 'Other',
      meta: { isHiddenOnPhone: true },
      cell: ({ row: { original } }) =>
        otherKinds.map((kind) => {
          const price = quoted(kind, original);
          return price === null ? null : (
            <Text key={kind} fz="xs" className="numeric">
              {formatPrice(price)} {unitOf(kind).label}
            </Text>
          );
        }),
    }),
    column.accessor(daysOf, {
      id: 'days',
      header: 'Holds',
      enableGlobalFilter: false,
      meta: { isHiddenOnPhone: true },
    }),
    column.accessor(({ source }) => sourceLabels[source], {
      id: 'source',
      header: 'Source',
      enableGlobalFilter: false,
      meta: { isHiddenOnPhone: true },
    }),
    column.display({
      id: 'actions',
      header: '',
      meta: { width: '2.5rem', align: 'right', label: 'Actions' },
      cell: ({ row: { original } }) => (
        <RowMenu name={original.modelPattern}>
          <Menu.Item onClick={() => onSetPrice(draftOf(original))}>Set another price…</Menu.Item>
        </RowMenu>
      ),
    }),
  ]);
}

interface PricesTableProps {
  rows: readonly PriceRow[];
  search: ListSearch;
  onSearch: (change: Partial<ListSearch>) => void;
  onSetPrice: (draft: PriceDraft) => void;
  toolbar: ReactNode;
  empty: ReactNode;
}

/** A row per model and condition; token prices are per million, in US dollars. */
export function PricesTable({ onSetPrice, toolbar, rows, empty, ...list }: PricesTableProps) {
  const columns = useMemo(() => columnsFor(onSetPrice), [onSetPrice]);
  return (
    <>
      <Text c="dimmed" fz="sm" mb="sm">
        US dollars per million tokens. Prices set by hand win over imported ones, those over the catalogue. Usage keeps
        the price it was priced with until it is re-priced.
      </Text>
      <DataTable
        label="prices"
        rows={rows}
        columns={columns}
        getRowId={({ id }) => id}
        defaultSort="model"
        toolbar={toolbar}
        empty={
          <>
            {toolbar}
            {empty}
          </>
        }
        {...list}
      />
    </>
  );
}
