import { ActionIcon, Popover } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import type { ChosenFilter } from './chosen-filter.ts';
import { useValueLabels } from './dimension-values.ts';
import { type DimensionGroup, dimensionLabels, isDimension } from './dimensions.ts';
import classes from './field-chips.module.css';
import { FieldPicker } from './field-picker.tsx';
import { FilterEditor } from './filter-editor.tsx';
import { filterText } from './filter-text.ts';

interface FilterChipsProps {
  filters: readonly ChosenFilter[];
  onFilters: (filters: ChosenFilter[], options?: { replace?: boolean }) => void;
  /** What may be filtered by. */
  groups: readonly DimensionGroup[];
  /** Place of the filter whose values are open; null: none. */
  open: number | null;
  onOpen: (index: number | null) => void;
}

/** What is left out of the figures, as chips to change and remove, and a button for one more. */
export function FilterChips({ filters, onFilters, groups, open, onOpen }: FilterChipsProps) {
  const fields = groups.map(({ label, dimensions }) => ({
    label,
    fields: dimensions.map((id) => ({ id, label: dimensionLabels[id], hint: '' })),
  }));
  return (
    <fieldset className={classes.well}>
      <legend className={classes.name}>Filters</legend>
      {filters.map((filter, index) => (
        <FilterChip
          key={filter.dimension}
          filter={filter}
          isOpen={open === index}
          onOpen={(isOpen) => onOpen(isOpen ? index : null)}
          onChange={(next) => onFilters(filters.with(index, next), { replace: true })}
          onRemove={() => {
            onOpen(null);
            onFilters(filters.toSpliced(index, 1));
          }}
        />
      ))}
      <FieldPicker
        label="Add a filter"
        groups={fields}
        onPick={(id) => {
          if (!isDimension(id)) return;
          const known = filters.findIndex(({ dimension }) => dimension === id);
          if (known === -1) onFilters([...filters, { dimension: id }]);
          onOpen(known === -1 ? filters.length : known);
        }}
      >
        <IconFilter size={14} aria-hidden /> Add filter
      </FieldPicker>
    </fieldset>
  );
}

interface FilterChipProps {
  filter: ChosenFilter;
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
  onChange: (filter: ChosenFilter) => void;
  onRemove: () => void;
}

function FilterChip({ filter, isOpen, onOpen, onChange, onRemove }: FilterChipProps) {
  const name = dimensionLabels[filter.dimension];
  const keys = filter.in ?? filter.notIn ?? [];
  const labelOf = useValueLabels(filter.dimension, keys);
  const text = filterText(filter, labelOf);
  return (
    <span className={classes.filter}>
      <Popover opened={isOpen} onChange={onOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className={classes.chip} onClick={() => onOpen(!isOpen)} title={text}>
            <span>{text}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          <FilterEditor filter={filter} onChange={onChange} onRemove={onRemove} />
        </Popover.Dropdown>
      </Popover>
      <ActionIcon className={classes.remove ?? ''} aria-label={`Remove filter ${name}`} onClick={onRemove}>
        <IconX size={12} />
      </ActionIcon>
    </span>
  );
}
