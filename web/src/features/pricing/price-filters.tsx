import { Select } from '@mantine/core';
import { QUANTITY_KINDS, quantityKindLabels } from './price-units.ts';
import { type PricesSearch, priceSources } from './prices-search.ts';
import { sourceLabels } from './source-labels.ts';

interface PriceFiltersProps {
  vendors: { value: string; label: string }[];
  search: PricesSearch;
  onSearch: (change: Partial<PricesSearch>) => void;
}

const kinds = QUANTITY_KINDS.map((value) => ({ value, label: quantityKindLabels[value] }));
const sources = priceSources.map((value) => ({ value, label: sourceLabels[value] }));

/** Vendor, kind of quantity and source of the prices that are listed. */
export function PriceFilters({ vendors, search, onSearch }: PriceFiltersProps) {
  return (
    <>
      <Select
        aria-label="Vendor"
        placeholder="Every vendor"
        data={vendors}
        value={search.vendor || null}
        onChange={(vendor) => onSearch({ vendor: vendor ?? '', page: 1 })}
        clearable
        searchable
        w={160}
      />
      <Select
        aria-label="Kind of quantity"
        placeholder="Every kind"
        data={kinds}
        value={search.kind || null}
        onChange={(kind) => onSearch({ kind: QUANTITY_KINDS.find((each) => each === kind) ?? '', page: 1 })}
        clearable
        w={170}
      />
      <Select
        aria-label="Source"
        placeholder="Every source"
        data={sources}
        value={search.source || null}
        onChange={(source) => onSearch({ source: priceSources.find((each) => each === source) ?? '', page: 1 })}
        clearable
        w={150}
      />
    </>
  );
}
