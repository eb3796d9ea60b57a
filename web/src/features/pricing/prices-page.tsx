import { Button, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { graphql } from '../../gql/index.ts';
import { groupPrices } from './group-prices.ts';
import { ImportPricesDialog } from './import-prices-dialog.tsx';
import { PriceFilters } from './price-filters.tsx';
import type { PricesSearch } from './prices-search.ts';
import { PricesTable } from './prices-table.tsx';
import { RepriceDialog } from './reprice-dialog.tsx';
import { type PriceDraft, SetPriceDialog } from './set-price-dialog.tsx';
import { UnpricedModels } from './unpriced-models.tsx';
import { usePriceList } from './use-price-list.ts';

const VendorsQuery = graphql(`
  query PriceVendors {
    dimensionValues(dimension: VENDOR, first: 500) {
      key
      label
    }
  }
`);

interface PricesPageProps {
  search: PricesSearch;
  onSearch: (change: Partial<PricesSearch>) => void;
  /** Puts the page's buttons and content into the frame of its part of the application. */
  frame: (content: { actions: ReactNode; children: ReactNode }) => ReactNode;
}

/** What models cost, which have usage but no price, and the ways to change that. */
export function PricesPage({ search, onSearch, frame }: PricesPageProps) {
  const { entries, isComplete, error, reload } = usePriceList();
  const [{ data: vendorData }] = useQuery({ query: VendorsQuery });
  const [draft, setDraft] = useState<PriceDraft | null>(null);
  const vendors = useMemo(
    () =>
      (vendorData?.dimensionValues ?? [])
        .filter(({ key }) => key.startsWith('Vendor:'))
        .map(({ key, label }) => ({ value: key, label })),
    [vendorData],
  );
  const rows = useMemo(
    () =>
      groupPrices(
        (entries ?? []).filter(
          ({ vendor, quantityKind, source }) =>
            (!search.vendor || vendor.id === search.vendor) &&
            (!search.kind || quantityKind === search.kind) &&
            (!search.source || source === search.source),
        ),
      ),
    [entries, search.vendor, search.kind, search.source],
  );
  const setPrice = (next: PriceDraft | null) => {
    setDraft(next);
    onSearch({ dialog: 'set' });
  };
  const close = () => onSearch({ dialog: '', run: '' });

  return frame({
    actions: (
      <>
        <Menu>
          <Menu.Target>
            <Button variant="default" rightSection={<IconChevronDown size={14} />}>
              More
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => onSearch({ dialog: 'import' })}>Import a LiteLLM price file…</Menu.Item>
            <Menu.Item onClick={() => onSearch({ dialog: 'reprice' })}>Re-price past usage…</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setPrice(null)}>
          Set a price
        </Button>
      </>
    ),
    children: (
      <>
        <UnpricedModels onSetPrice={setPrice} />
        {error ? <ErrorState error={error} onRetry={reload} /> : null}
        {!error && !entries ? <ListSkeleton /> : null}
        {!error && entries ? (
          <>
            <PricesTable
              rows={rows}
              search={search}
              onSearch={onSearch}
              onSetPrice={setPrice}
              toolbar={<PriceFilters vendors={vendors} search={search} onSearch={onSearch} />}
              empty={
                <EmptyState
                  title="No price matches these filters"
                  action={
                    <Button variant="default" onClick={() => onSearch({ vendor: '', kind: '', source: '' })}>
                      Clear filters
                    </Button>
                  }
                />
              }
            />
            {isComplete ? null : (
              <Text c="dimmed" fz="sm" role="status">
                More prices are on their way.
              </Text>
            )}
          </>
        ) : null}
        {search.dialog === 'set' ? (
          <SetPriceDialog vendors={vendors} draft={draft} onDone={reload} onClose={close} />
        ) : null}
        {search.dialog === 'import' ? <ImportPricesDialog onDone={reload} onClose={close} /> : null}
        {search.dialog === 'reprice' ? (
          <RepriceDialog vendors={vendors} runId={search.run} onRun={(run) => onSearch({ run })} onClose={close} />
        ) : null}
      </>
    ),
  });
}
