import { ConflictError } from '../../../lib/errors.ts';
import type { ChecklistItem } from './period-checklist.ts';

/** The month cannot be closed yet, or not without acknowledging what is left. */
export class PeriodNotReadyError extends ConflictError {
  /** What is not done. */
  readonly left: readonly ChecklistItem[];
  constructor(field: 'month' | 'acknowledgeWarnings', month: string, left: readonly ChecklistItem[]) {
    const names = left.map(({ key, count }) => `${key} (${count})`).join(', ');
    const remedy =
      field === 'month' ? 'Work that off first.' : 'Work that off, or close with acknowledgeWarnings: true.';
    super(field, `${month.slice(0, 7)} is not ready to be closed: ${names}. ${remedy}`);
    this.left = left;
  }
}
