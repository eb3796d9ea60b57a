import { type ComboboxData, Select, type SelectProps } from '@mantine/core';
import type { CellChoice } from '../data-grid/editable-column.ts';

/** Choices under their headings, as the kit's select takes them. */
function groupedChoices(choices: readonly CellChoice[]): ComboboxData {
  const groups = new Map<string, { value: string; label: string }[]>();
  const plain: { value: string; label: string }[] = [];
  for (const { value, label, group } of choices) {
    if (group === undefined) plain.push({ value, label });
    else groups.set(group, [...(groups.get(group) ?? []), { value, label }]);
  }
  return [...plain, ...[...groups].map(([group, items]) => ({ group, items }))];
}

interface ChoiceSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  choices: readonly CellChoice[];
  /** Empty: nothing is chosen. */
  value?: string;
  onChange?: (value: string) => void;
}

/** A choice that is searched by typing. */
export function ChoiceSelect({ choices, value, onChange, ...props }: ChoiceSelectProps) {
  return (
    <Select
      data={groupedChoices(choices)}
      value={value || null}
      onChange={(next) => onChange?.(next ?? '')}
      searchable
      selectFirstOptionOnChange
      nothingFoundMessage="Nothing is called so"
      limit={100}
      {...props}
    />
  );
}
