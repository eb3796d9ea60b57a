/** What was skipped, and where; never what stood there. */
export interface Problem {
  path: string;
  kind: 'unreadable' | 'malformed' | 'unfinished' | 'long-line' | 'too-large' | 'not-installed';
  /** The system's code of an error, or an offset. */
  detail?: string;
  /** How many lines, when it is lines. */
  count?: number;
}

export type Report = (problem: Problem) => void;

const MEANING: Record<Problem['kind'], string> = {
  unreadable: 'cannot be read',
  malformed: 'is not what the tool writes there',
  unfinished: 'ends in the middle of a record; it is read again when it grows',
  'long-line': 'has a line longer than 8 MB',
  'too-large': 'is larger than 64 MB in one piece',
  'not-installed': 'needs Node 22.13 or later to be read',
};

/** Problems of one file and kind as one sentence. */
export function sentenceOf({ path, kind, detail, count = 1 }: Problem): string {
  const times = count > 1 ? ` (${count} times)` : '';
  return `${path} ${MEANING[kind]}${detail ? `: ${detail}` : ''}${times}; skipped`;
}

/** Collects problems, the same kind of one file once with its count. */
export class ProblemList {
  readonly #byPlace = new Map<string, Problem>();

  readonly report: Report = (problem) => {
    const place = `${problem.kind} ${problem.path}`;
    const known = this.#byPlace.get(place);
    if (known) known.count = (known.count ?? 1) + (problem.count ?? 1);
    else if (this.#byPlace.size < 1_000) this.#byPlace.set(place, { ...problem });
  };

  get all(): Problem[] {
    return [...this.#byPlace.values()];
  }
}
