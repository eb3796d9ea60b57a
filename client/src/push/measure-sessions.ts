import { homedir } from 'node:os';
import type { FileMark } from './file-mark.ts';
import { listSources } from './list-sources.ts';
import { MarkStore } from './mark-store.ts';
import { type Problem, ProblemList } from './problem.ts';
import { projectFinder } from './project-of.ts';
import type { PushOptions } from './push-sessions.ts';
import { readSources } from './read-sources.ts';
import { type DayTotals, Totals } from './totals.ts';

export interface Measured {
  files: number;
  rows: DayTotals[];
  problems: readonly Problem[];
}

type MeasureOptions = Pick<PushOptions, 'sources' | 'environment' | 'now' | 'home' | 'isFull' | 'signal'> & {
  /** Where progress is kept; undefined: none yet. */
  folder: string | undefined;
};

/** What a push would send, summed; sends and keeps nothing. */
export function measureSessions(options: MeasureOptions): Measured {
  const { folder, isFull, now, signal, home = homedir() } = options;
  const problems = new ProblemList();
  const sources = listSources({ ...options, home }, problems.report);
  const marks = folder === undefined || isFull ? new Map<string, FileMark>() : new MarkStore(folder).marks;
  const totals = new Totals();
  const projectOf = projectFinder(home);
  for (const { usage } of readSources({ sources, marks, projectOf, now: now(), problems, signal })) {
    for (const response of usage) totals.add(response);
  }
  const files = sources.reduce((count, source) => count + source.files.length, 0);
  return { files, rows: totals.rows(), problems: problems.all };
}
