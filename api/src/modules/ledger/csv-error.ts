import { OutlayError } from '../../lib/errors.ts';

/** What is wrong in one cell. */
export interface CsvProblem {
  /** Of the file, from 1. */
  line: number;
  column: string;
  value: string;
  message: string;
}

const MAX_TOLD = 500;

/** Rows of a file that cannot be accepted: all of them together. Nothing was imported. */
export class CsvError extends OutlayError {
  readonly code = 'INVALID_CSV';
  /** The first 500. */
  readonly problems: readonly CsvProblem[];
  readonly problemCount: number;
  constructor(problems: readonly CsvProblem[]) {
    const [first] = problems;
    const rest = problems.length > 1 ? ` and ${problems.length - 1} more problem(s)` : '';
    super(`line ${first?.line}, ${first?.column}: ${first?.message}${rest}. Nothing was imported.`);
    this.problems = problems.slice(0, MAX_TOLD);
    this.problemCount = problems.length;
  }
}
