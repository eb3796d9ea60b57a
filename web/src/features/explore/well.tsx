import { type DragEvent, type ReactNode, useState } from 'react';
import classes from '../../components/dimension-filter/field-chips.module.css';
import type { Well as WellName } from './change-view.ts';
import { canDrop, dropIndex, droppedField } from './field-drag.ts';

interface WellProps {
  well: WellName;
  label: string;
  onDrop: (field: string, at: number) => void;
  /** The chips; each is told whether a dragged one would land before it. */
  chips: (dropAt: number | null) => ReactNode;
  /** The picker that adds to it. */
  add: ReactNode;
}

/** A place for fields: rows, columns or values. */
export function Well({ well, label, onDrop, chips, add }: WellProps) {
  const [dropAt, setDropAt] = useState<number | null>(null);
  const onDragOver = (event: DragEvent<HTMLElement>) => {
    if (!canDrop(event, well)) return;
    event.preventDefault();
    setDropAt(dropIndex(event));
  };
  return (
    <fieldset
      className={classes.well}
      data-dropping={dropAt !== null || undefined}
      onDragOver={onDragOver}
      onDragLeave={(event) => {
        const { relatedTarget } = event;
        if (!(relatedTarget instanceof Node && event.currentTarget.contains(relatedTarget))) setDropAt(null);
      }}
      onDrop={(event) => {
        const field = droppedField(event, well);
        const at = dropIndex(event);
        setDropAt(null);
        if (field === null) return;
        event.preventDefault();
        onDrop(field, at);
      }}
    >
      <legend className={classes.name}>{label}</legend>
      {chips(dropAt)}
      {add}
    </fieldset>
  );
}
