import { Button, Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { errorText } from '../../lib/graphql-error.ts';
import type { ChosenFilter } from './chosen-filter.ts';
import { LISTED_VALUES, useDimensionValues, useValueLabels } from './dimension-values.ts';
import { dimensionLabels } from './dimensions.ts';
import classes from './field-chips.module.css';

const SEARCH_AFTER_MS = 150;

interface FilterEditorProps {
  filter: ChosenFilter;
  onChange: (filter: ChosenFilter) => void;
  onRemove: () => void;
}

/** Which values of a dimension count: only these, all but these, or those whose name holds a text. */
export function FilterEditor({ filter, onChange, onRemove }: FilterEditorProps) {
  const { dimension } = filter;
  const [search, setSearch] = useState('');
  const [settledSearch] = useDebouncedValue(search, SEARCH_AFTER_MS);
  const { values, error } = useDimensionValues(dimension, settledSearch);
  const mode = filter.notIn ? 'notIn' : 'in';
  const chosen = filter[mode] ?? [];
  const labelOf = useValueLabels(dimension, chosen);
  const name = dimensionLabels[dimension];

  const choose = (keys: readonly string[], as: 'in' | 'notIn' = mode) => {
    const text = filter.search ? { search: filter.search } : {};
    onChange({ dimension, ...text, ...(keys.length > 0 || as === 'notIn' ? { [as]: [...keys] } : {}) });
  };
  const toggle = (key: string) =>
    choose(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  const listed = values ?? [];
  const unlisted = search ? [] : chosen.filter((key) => !listed.some((value) => value.key === key));
  return (
    <Stack gap="xs" p="xs" w={288}>
      <SegmentedControl
        size="xs"
        aria-label={`Filter ${name}`}
        data={[
          { value: 'in', label: 'Only these' },
          { value: 'notIn', label: 'All but these' },
        ]}
        value={mode}
        onChange={(next) => choose(chosen, next === 'notIn' ? 'notIn' : 'in')}
      />
      <TextInput
        type="search"
        data-autofocus
        aria-label={`Search ${name}`}
        placeholder={`Search ${name}`}
        leftSection={<IconSearch size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      {error ? (
        <Text role="alert" c="var(--outlay-danger)" fz="sm">
          {errorText(error)}
        </Text>
      ) : null}
      <ul className={classes.values} aria-label={`Values of ${name}`}>
        {[...unlisted.map((key) => ({ key, label: labelOf(key), detail: null })), ...listed].map((value) => (
          <li key={value.key} className={classes.value}>
            <Checkbox
              size="xs"
              label={value.label}
              description={value.detail && value.detail !== value.label ? value.detail : null}
              checked={chosen.includes(value.key)}
              onChange={() => toggle(value.key)}
            />
          </li>
        ))}
      </ul>
      {values?.length === 0 ? (
        <Text c="dimmed" fz="sm">
          No value is called so.
        </Text>
      ) : null}
      {listed.length === LISTED_VALUES ? (
        <Text c="dimmed" fz="xs">
          The first {LISTED_VALUES}; search finds the others.
        </Text>
      ) : null}
      <Group justify="space-between" gap="xs">
        {search && search !== filter.search ? (
          <Button size="compact-sm" variant="default" onClick={() => onChange({ ...filter, search })}>
            Name contains “{search}”
          </Button>
        ) : (
          <span />
        )}
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onRemove}>
          Remove filter
        </Button>
      </Group>
    </Stack>
  );
}
