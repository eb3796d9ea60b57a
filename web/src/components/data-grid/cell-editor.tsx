import type { CustomCellEditorProps } from 'ag-grid-react';
import { useEffect, useRef } from 'react';
import { CellInput } from './cell-input.tsx';
import type { CellInputOptions } from './editable-column.ts';

interface CellEditorProps extends CustomCellEditorProps<object, string> {
  label: string;
  options: CellInputOptions;
}

const TYPED = /^[\w.,-]$/;

/** Replaces a cell while it is edited; a letter typed on the cell begins the text anew. */
export function CellEditor({ label, options, value, onValueChange, stopEditing, eventKey }: CellEditorProps) {
  const ref = useRef<HTMLInputElement>(null);
  const typed = useRef(eventKey && TYPED.test(eventKey) ? eventKey : null);
  useEffect(() => {
    ref.current?.focus();
    if (typed.current !== null && options.kind !== 'choice') {
      onValueChange(typed.current);
      typed.current = null;
    } else ref.current?.select();
  }, [onValueChange, options.kind]);
  return (
    <CellInput
      ref={ref}
      label={label}
      options={options}
      value={value ?? ''}
      onChange={onValueChange}
      // The grid takes the value of the render that follows.
      onChosen={() => setTimeout(stopEditing)}
    />
  );
}
