import { ActionIcon, Combobox, ScrollArea, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './field-chips.module.css';

export interface FieldGroup {
  label: string;
  fields: readonly { id: string; label: string; hint: string }[];
}

interface FieldPickerProps {
  /** The button's name: "Add to rows". */
  label: string;
  groups: readonly FieldGroup[];
  onPick: (id: string) => void;
  /** Replaces the plus sign. */
  children?: ReactNode;
}

/** A button that opens a list of fields to search and pick from. */
export function FieldPicker({ label, groups, onPick, children }: FieldPickerProps) {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch('');
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  });
  const matches = (text: string) => text.toLowerCase().includes(search.trim().toLowerCase());
  const shown = groups
    .map(({ label: group, fields }) => ({ group, fields: fields.filter((field) => matches(field.label)) }))
    .filter(({ fields }) => fields.length > 0);
  return (
    <Combobox
      store={combobox}
      width={248}
      position="bottom-start"
      shadow="md"
      onOptionSubmit={(id) => {
        onPick(id);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withAriaAttributes={false}>
        {children ? (
          <button
            type="button"
            className={classes.add}
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            onClick={() => combobox.toggleDropdown()}
          >
            {children}
          </button>
        ) : (
          <ActionIcon
            size="sm"
            aria-label={label}
            aria-haspopup="listbox"
            aria-expanded={combobox.dropdownOpened}
            onClick={() => combobox.toggleDropdown()}
          >
            <IconPlus size={14} />
          </ActionIcon>
        )}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          aria-label={label}
          placeholder="Search"
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options aria-label={label}>
          <ScrollArea.Autosize mah={320} type="scroll">
            {shown.map(({ group, fields }) => (
              <Combobox.Group key={group} label={group}>
                {fields.map((field) => (
                  <Combobox.Option key={field.id} value={field.id}>
                    <span className={classes.option}>
                      {field.label}
                      {field.hint ? <span className={classes.hint}>{field.hint}</span> : null}
                    </span>
                  </Combobox.Option>
                ))}
              </Combobox.Group>
            ))}
            {shown.length === 0 ? <Combobox.Empty>Nothing is called so</Combobox.Empty> : null}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
