import type { EnvironmentVariables } from '../server/folders.ts';
import { findFiles, type SessionFile } from './find-files.ts';
import type { Report } from './problem.ts';
import type { Source } from './source.ts';

interface Place {
  sources: readonly Source[];
  environment: EnvironmentVariables;
  home: string;
}

/** Each source's files on this machine, every one once however many folders and links lead to it. */
export function listSources(
  { sources, environment, home }: Place,
  report: Report,
): { source: Source; files: SessionFile[] }[] {
  return sources.map((source) => {
    const found = new Map<string, SessionFile>();
    for (const folder of source.folders(environment, home)) {
      for (const file of findFiles(folder, source.accepts, report)) {
        if (!found.has(file.id)) found.set(file.id, source.asSeen?.(file) ?? file);
      }
    }
    return { source, files: [...found.values()] };
  });
}
