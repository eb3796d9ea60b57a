import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { DragEvent, KeyboardEvent, ReactNode } from 'react';
import classes from '../../components/dimension-filter/field-chips.module.css';
import type { Well } from './change-view.ts';
import { startDrag } from './field-drag.ts';

interface FieldChipProps {
  well: Well;
  field: string;
  label: string;
  /** Dropping here puts the field before this one. */
  isDropPlace: boolean;
  /** −1: nearer the start. */
  onShift: (by: -1 | 1) => void;
  onRemove: () => void;
  /** What the chip's menu offers. */
  children: ReactNode;
}

/** A field in its well: dragged to another place, or moved by its menu and by keys. */
export function FieldChip({ well, field, label, isDropPlace, onShift, onRemove, children }: FieldChipProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else if (event.altKey && event.key === 'ArrowLeft') onShift(-1);
    else if (event.altKey && event.key === 'ArrowRight') onShift(1);
    else return;
    event.preventDefault();
  };
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button
          type="button"
          className={classes.chip}
          draggable
          data-field={field}
          data-drop-place={isDropPlace || undefined}
          onDragStart={(event: DragEvent) => startDrag(event, { well, field })}
          onKeyDown={onKeyDown}
        >
          {label}
          <IconChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
