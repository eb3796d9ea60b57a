import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findFiles } from '../../push/find-files.ts';
import { type Problem, sentenceOf } from '../../push/problem.ts';
import { pushFolder } from '../../push/push-folder.ts';
import { SOURCES } from '../../push/sources/registry.ts';
import { Spool } from '../../push/spool.ts';
import type { EnvironmentVariables } from '../../server/folders.ts';
import { counted } from '../output/counted.ts';
import { type Finding, ok, warning } from './finding.ts';

/** Session folders that `outlay push` would read. */
export function checkSessions(environment: EnvironmentVariables, home: string): Finding[] {
  return SOURCES.map((source) => {
    const problems: Problem[] = [];
    const folders = source.folders(environment, home);
    const files = folders.flatMap((folder) => findFiles(folder, source.accepts, (found) => problems.push(found)));
    const [first] = problems;
    if (first) return warning(source.label, sentenceOf(first));
    if (files.length === 0) return ok(source.label, `no sessions in ${folders.join(', ')}.`);
    const bytes = files.reduce((sum, { size }) => sum + size, 0);
    return ok(source.label, `${counted(files.length, 'session file')}, ${(bytes / 1e6).toFixed(1)} MB.`);
  });
}

/** Usage that was read, and that the server has not got yet or would not take. */
export function checkSpool(environment: EnvironmentVariables, url: string): Finding[] {
  const folder = pushFolder(environment, url);
  const waiting = batchesIn(join(folder, 'spool'));
  const refused = batchesIn(join(folder, 'refused'));
  return [
    waiting ? warning('Unsent usage', `${waiting}. Run: outlay push`) : ok('Unsent usage', 'none.'),
    ...(refused ? [warning('Refused usage', `${refused}; sent again with every push.`)] : []),
  ];
}

function batchesIn(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const spool = new Spool(folder, Number.POSITIVE_INFINITY);
  const count = spool.names().length;
  return count === 0
    ? undefined
    : `${counted(count, 'batch', 'batches')}, ${(spool.bytes() / 1e6).toFixed(1)} MB, in ${folder}`;
}
