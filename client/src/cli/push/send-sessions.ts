import type { UsageOverrides } from '../../push/payload.ts';
import { pushFolder } from '../../push/push-folder.ts';
import { PushIsRunning } from '../../push/push-lock.ts';
import { type PushOptions, pushSessions } from '../../push/push-sessions.ts';
import { usageSender } from '../../push/send-usage.ts';
import type { Source } from '../../push/source.ts';
import { watchSessions } from '../../push/watch-sessions.ts';
import { homeFolder } from '../../server/folders.ts';
import type { ServerAddress } from '../../server/send.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { endOf } from '../failure-end.ts';
import { type Terminal, tell } from '../terminal.ts';
import { limitMemory } from './limit-memory.ts';
import { writePushed } from './write-pushed.ts';

interface Sending {
  terminal: Terminal;
  server: () => ServerAddress;
  signal: AbortSignal;
  sources: readonly Source[];
  overrides: UsageOverrides;
  isFull: boolean;
  dropsRefused: boolean;
  isJson: boolean;
  isQuiet: boolean;
  isWatching: boolean;
}

const SETTLE_MS = 2_000;
const RESCAN_MS = 60_000;

/** Sends once, or until Ctrl+C. Another push at work is no failure: it sends the same. */
export async function sendSessions(sending: Sending): Promise<ExitCode> {
  const { terminal, server, signal, sources, overrides, isFull, dropsRefused, isWatching, isQuiet } = sending;
  const { environment, now } = terminal;
  const address = server();
  limitMemory();
  const options: PushOptions = {
    sources,
    environment,
    folder: pushFolder(environment, address.url),
    send: usageSender(address, { signal }),
    now,
    overrides,
    isFull,
    dropsRefused,
    home: homeFolder(environment),
    signal,
  };
  if (isWatching) return watch(options, sending);
  try {
    return writePushed(terminal, await pushSessions(options), sending);
  } catch (error) {
    if (!(error instanceof PushIsRunning)) throw error;
    if (!isQuiet) tell(terminal, error.message);
    return EXIT.done;
  }
}

async function watch(options: PushOptions, { terminal, signal, isJson }: Sending): Promise<ExitCode> {
  await watchSessions({
    ...options,
    signal,
    settleMs: SETTLE_MS,
    rescanMs: RESCAN_MS,
    onPush: (pushed) =>
      void writePushed(terminal, pushed, { isJson, isQuiet: pushed.accepted + pushed.duplicates === 0 }),
    onFailure(error) {
      if (error instanceof PushIsRunning) return true;
      const { message, code } = endOf(error, signal);
      if (code === EXIT.interrupted) return true;
      // A wrong token or address does not mend itself.
      if (code === EXIT.notSignedIn || code === EXIT.wrongCommandLine) return false;
      tell(terminal, message);
      return true;
    },
  });
  return EXIT.done;
}
