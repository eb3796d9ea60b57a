import { StartBackfillDocument, type SyncRunStateFragment } from '../../gql/graphql.ts';
import { request, requireDone } from '../../server/request.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { plainText } from '../output/plain-text.ts';
import { addDays, dayIn } from '../report/period.ts';
import { CONNECTION_FLAG, findConnections } from '../runs/find-connections.ts';
import { followRuns } from '../runs/follow-runs.ts';
import { say } from '../terminal.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

export const backfill = defineCommand({
  description:
    'Reads the past at the vendors, newest day first, as far back as they answer. Days that are stored and final are not\nread again. For administrators.',
  flags: {
    ...CONNECTION_FLAG,
    days: { kind: 'count', least: 1, most: 3650, summary: 'So many UTC days back, today included.' },
    from: { kind: 'day', summary: 'First UTC day, instead of --days.' },
    to: { kind: 'day', summary: 'Last UTC day. Default: today.' },
    'no-wait': { kind: 'switch', summary: 'Start it and leave.' },
  },
  examples: [
    ['backfill --days 90', 'The last ninety days of every active connection.'],
    ['backfill --from 2026-01-01 --to 2026-03-31 --connection anthropic', 'January to March, of one connection.'],
  ],
  async run({ flags, terminal, server, signal }) {
    const range = daysOf(flags, terminal.now());
    const connections = await findConnections(server(), flags.connection, signal);
    const runs: SyncRunStateFragment[] = [];
    for (const { id: connectionId } of connections) {
      const variables = { connectionId, ...range };
      // Asked twice, the server answers with the run under way.
      const { startBackfill } = await request(server(), StartBackfillDocument, variables, {
        signal,
        isRepeatable: true,
      });
      runs.push(requireDone(startBackfill));
    }
    if (!flags['no-wait']) return followRuns(runs, { server: server(), terminal, signal });
    const days = range.until === undefined ? '' : ` from ${addDays(range.until, -1)}`;
    for (const { connection } of runs) {
      say(terminal, `${plainText(connection.name)}: started${days}, back to ${range.from}`);
    }
    return EXIT.done;
  },
});

interface Days {
  days: number | undefined;
  from: string | undefined;
  to: string | undefined;
}

/** `until` is the day after the last; undefined: through today. @throws WrongCommandLine */
function daysOf({ days, from, to }: Days, now: Date): { from: string; until?: string } {
  const today = dayIn('UTC', now);
  if (days !== undefined && (from ?? to) !== undefined) {
    throw new WrongCommandLine('--days', 'cannot go with --from and --to.', 'Use one or the other.');
  }
  if (days !== undefined) return { from: addDays(today, 1 - days) };
  if (from === undefined) throw new WrongCommandLine('--days', 'is missing.', 'Write --days 90, or --from 2026-01-01.');
  if (to !== undefined && to < from)
    throw new WrongCommandLine('--to', `${to} is before --from ${from}.`, 'Use a later day.');
  if ((to ?? from) > today) {
    throw new WrongCommandLine(
      to ? '--to' : '--from',
      `${to ?? from} is in the future.`,
      `Use ${today} or an earlier day.`,
    );
  }
  return to === undefined || to === today ? { from } : { from, until: addDays(to, 1) };
}
