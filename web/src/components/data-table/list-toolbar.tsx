import { TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import classes from './data-table.module.css';

interface ListToolbarProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  children?: ReactNode;
}

/** The search box (also by `/`) and the list's own filters. */
export function ListToolbar({ label, value, onChange, children }: ListToolbarProps) {
  const searchRef = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => searchRef.current?.focus()]]);
  return (
    <div className={classes.toolbar}>
      <TextInput
        ref={searchRef}
        type="search"
        className={classes.search}
        aria-label={`Search ${label}`}
        placeholder={`Search ${label}`}
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {children}
    </div>
  );
}
