import type { DragEvent } from 'react';
import type { Well } from './change-view.ts';

export interface DraggedField {
  well: Well;
  field: string;
}

const typeOf = (well: Well) => `application/x-outlay-${well === 'measures' ? 'measure' : 'dimension'}`;

export function startDrag(event: DragEvent, dragged: DraggedField): void {
  event.dataTransfer.setData(typeOf(dragged.well), JSON.stringify(dragged));
  event.dataTransfer.effectAllowed = 'move';
}

/** Measures go to values only, dimensions to rows and columns. */
export function canDrop(event: DragEvent, well: Well): boolean {
  return event.dataTransfer.types.includes(typeOf(well));
}

export function droppedField(event: DragEvent, well: Well): string | null {
  const text = event.dataTransfer.getData(typeOf(well));
  if (!text) return null;
  const dragged: unknown = JSON.parse(text);
  return typeof dragged === 'object' && dragged && 'field' in dragged && typeof dragged.field === 'string'
    ? dragged.field
    : null;
}

/** Between which chips the pointer is, counted from the start. */
export function dropIndex(event: DragEvent<HTMLElement>): number {
  const chips = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-field]')];
  const after = chips.findIndex((chip) => {
    const { left, width, top, bottom } = chip.getBoundingClientRect();
    return event.clientY < top || (event.clientY <= bottom && event.clientX < left + width / 2);
  });
  return after === -1 ? chips.length : after;
}
