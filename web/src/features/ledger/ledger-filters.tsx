import { Button, MultiSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { DimensionGroup } from '../../components/dimension-filter/dimensions.ts';
import { FilterChips } from '../../components/dimension-filter/filter-chips.tsx';
import { sourceLabels } from './ledger-entry.ts';
import classes from './ledger-page.module.css';
import { entrySources, type LedgerSearch } from './ledger-search.ts';

const groups: readonly DimensionGroup[] = [
  { label: 'Coding', dimensions: ['GL_ACCOUNT', 'CATEGORY', 'COST_KIND'] },
  { label: 'Owners', dimensions: ['MEMBER', 'TEAM', 'AGENT', 'PROJECT'] },
  { label: 'Origin', dimensions: ['VENDOR', 'CONNECTION'] },
];

const sources = entrySources.map((value) => ({ value, label: sourceLabels[value] }));
const shows = [
  { value: 'current', label: 'Current' },
  { value: 'voided', label: 'Void' },
  { value: 'all', label: 'All' },
] as const;

const origins = [
  { key: 'importId', label: 'Of one import' },
  { key: 'recurringCostId', label: 'Of one recurring cost' },
  { key: 'subscriptionId', label: 'Of one subscription' },
] as const;

interface LedgerFiltersProps {
  search: LedgerSearch;
  onSearch: (change: Partial<LedgerSearch>) => void;
}

/** Which entries are listed. */
export function LedgerFilters({ search, onSearch }: LedgerFiltersProps) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <div className={classes.filters}>
      <TextInput
        type="search"
        aria-label="Search entries"
        placeholder="Search entries"
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={search.q}
        onChange={(event) => onSearch({ q: event.currentTarget.value })}
        w={200}
      />
      <SegmentedControl
        size="xs"
        aria-label="Which entries"
        data={shows.map(({ value, label }) => ({ value, label }))}
        value={search.show}
        onChange={(value) => onSearch({ show: shows.find((each) => each.value === value)?.value ?? 'current' })}
      />
      <MultiSelect
        aria-label="Sources"
        placeholder={search.sources.length === 0 ? 'Every source' : ''}
        data={sources}
        value={search.sources}
        onChange={(chosen) => onSearch({ sources: entrySources.filter((each) => chosen.includes(each)) })}
        clearable
        miw={140}
        maw={320}
      />
      {origins.map(({ key, label }) =>
        search[key] ? (
          <Button
            key={key}
            size="compact-sm"
            variant="default"
            rightSection={<IconX size={12} />}
            aria-label={`${label}: show all`}
            onClick={() => onSearch({ [key]: '' })}
          >
            {label}
          </Button>
        ) : null,
      )}
      <FilterChips
        filters={search.filters}
        onFilters={(filters) => onSearch({ filters })}
        groups={groups}
        open={open}
        onOpen={setOpen}
      />
    </div>
  );
}
