import { setTimeout as wait } from 'node:timers/promises';
import { SyncRunStateDocument, type SyncRunStateFragment } from '../../gql/graphql.ts';
import { request } from '../../server/request.ts';
import type { ServerAddress } from '../../server/send.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { plainText } from '../output/plain-text.ts';
import { progressLine } from '../output/progress-line.ts';
import { say, type Terminal, tell } from '../terminal.ts';

const ENDED: readonly string[] = ['SUCCEEDED', 'FAILED', 'CANCELLED', 'INTERRUPTED'];
const POLL_MS = 1_000;

/** Shows the runs' progress until all have ended, then a line for each. */
export async function followRuns(
  runs: readonly SyncRunStateFragment[],
  { server, terminal, signal }: { server: ServerAddress; terminal: Terminal; signal: AbortSignal },
): Promise<ExitCode> {
  const progress = progressLine(terminal);
  let states = [...runs];
  try {
    for (;;) {
      const [done, total] = [sum(states, 'doneCount'), sum(states, 'windowCount')];
      const rows = sum(states, 'rowCount').toLocaleString('en-US');
      progress.show(
        done,
        total,
        total === 0 ? 'the server has not begun yet' : `${done} of ${total} days, ${rows} rows`,
      );
      if (states.every(({ status }) => ENDED.includes(status))) break;
      await wait(POLL_MS, undefined, { signal });
      states = await Promise.all(states.map((state) => stateOf(server, state, signal)));
    }
  } catch (error) {
    if (signal.aborted) tell(terminal, '\nThe server goes on with it. See: outlay sync --status');
    throw error;
  } finally {
    progress.end();
  }
  for (const state of states) say(terminal, lineOf(state));
  return states.every(({ status }) => status === 'SUCCEEDED') ? EXIT.done : EXIT.donePartly;
}

const sum = (states: readonly SyncRunStateFragment[], field: 'doneCount' | 'windowCount' | 'rowCount') =>
  states.reduce((total, state) => total + state[field], 0);

async function stateOf(server: ServerAddress, state: SyncRunStateFragment, signal: AbortSignal) {
  if (ENDED.includes(state.status)) return state;
  return (await request(server, SyncRunStateDocument, { id: state.id }, { signal })).syncRun ?? state;
}

function lineOf({ connection, status, doneCount, windowCount, rowCount, errorMessage }: SyncRunStateFragment): string {
  const counts = `${doneCount} of ${windowCount} days, ${rowCount.toLocaleString('en-US')} rows`;
  const name = plainText(connection.name);
  if (status === 'SUCCEEDED') return `${name}: done, ${counts}`;
  if (status === 'INTERRUPTED') return `${name}: interrupted after ${counts}; the server goes on by itself`;
  return `${name}: ${status.toLowerCase()} after ${counts}${errorMessage ? `: ${plainText(errorMessage)}` : ''}`;
}
