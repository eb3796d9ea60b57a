import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { EnvironmentVariables } from '../server/folders.ts';
import { Batch } from './batch.ts';
import type { FileMark } from './file-mark.ts';
import { listSources } from './list-sources.ts';
import { type Problem, ProblemList } from './problem.ts';
import { projectFinder } from './project-of.ts';
import { readSources } from './read-sources.ts';
import type { Source } from './source.ts';
import type { SessionUsage } from './usage-event.ts';

export const NOW = new Date('2026-11-22T12:00:00Z');

/** A person's folder with session files, removed after the test. */
export class Home {
  readonly path = mkdtempSync(join(tmpdir(), 'outlay-push-'));
  readonly marks = new Map<string, FileMark>();
  environment: EnvironmentVariables = {};

  constructor() {
    onTestFinished(() => rmSync(this.path, { recursive: true, force: true, maxRetries: 3 }));
  }

  /** Objects become lines of JSON; texts and bytes are written as they are. @returns the file's path */
  write(path: string, ...parts: readonly (object | string)[]): string {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, contentOf(parts));
    return file;
  }

  append(path: string, ...parts: readonly (object | string)[]): void {
    appendFileSync(join(this.path, path), contentOf(parts));
  }

  /** What a push would send now, each response once. Remembers how far it read when `isKept`. */
  read(source: Source, { isKept = false, now = NOW } = {}): { usage: SessionUsage[]; problems: Problem[] } {
    const problems = new ProblemList();
    const sources = listSources({ sources: [source], environment: this.environment, home: this.path }, problems.report);
    const batch = new Batch();
    const projectOf = projectFinder(this.path);
    const marks = new Map(this.marks);
    for (const stretch of readSources({ sources, marks, projectOf, now, problems })) {
      for (const usage of stretch.usage) batch.add(usage);
      if (isKept) for (const [path, mark] of stretch.marks) this.marks.set(path, mark);
    }
    return { usage: batch.take(), problems: problems.all };
  }
}

const contentOf = (parts: readonly (object | string)[]): string | Buffer => {
  const bytes = parts.map((part) => {
    if (Buffer.isBuffer(part)) return part;
    return Buffer.from(typeof part === 'string' ? part : `${JSON.stringify(part)}\n`);
  });
  return Buffer.concat(bytes);
};
