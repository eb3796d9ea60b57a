import { measureSessions } from '../../push/measure-sessions.ts';
import { pushFolder } from '../../push/push-folder.ts';
import type { Source } from '../../push/source.ts';
import { NotSignedIn } from '../../server/find-server.ts';
import { homeFolder } from '../../server/folders.ts';
import type { ServerAddress } from '../../server/send.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';
import { limitMemory } from './limit-memory.ts';
import { writeTotals } from './write-totals.ts';

interface DryRun {
  terminal: Terminal;
  server: () => ServerAddress;
  signal: AbortSignal;
  sources: readonly Source[];
  isFull: boolean;
  isJson: boolean;
}

/** Sums what a push would send. Nobody needs to be signed in for it. */
export async function dryRun({ terminal, server, signal, isJson, ...options }: DryRun): Promise<ExitCode> {
  const { environment, now } = terminal;
  const folder = folderOf(terminal, server);
  limitMemory();
  writeTotals(
    terminal,
    measureSessions({ ...options, environment, home: homeFolder(environment), now, folder, signal }),
    isJson,
  );
  return EXIT.done;
}

function folderOf({ environment }: Terminal, server: () => ServerAddress): string | undefined {
  try {
    return pushFolder(environment, server().url);
  } catch (error) {
    if (error instanceof NotSignedIn) return undefined;
    throw error;
  }
}
