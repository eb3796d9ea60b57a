import { StartSyncDocument, SyncRunStateDocument, type SyncRunStateFragment } from '../../gql/graphql.ts';
import { request, requireDone } from '../../server/request.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { plainText } from '../output/plain-text.ts';
import { CONNECTION_FLAG, findConnections } from '../runs/find-connections.ts';
import { followRuns } from '../runs/follow-runs.ts';
import { say } from '../terminal.ts';

export const sync = defineCommand({
  description:
    'Reads what is new at the vendors, or may have changed. For administrators, with a token that may manage.',
  flags: {
    ...CONNECTION_FLAG,
    'no-wait': { kind: 'switch', summary: 'Start it and leave.' },
    status: { kind: 'switch', summary: 'Start nothing; follow what is under way.' },
  },
  examples: [
    ['sync', 'Every active connection, until all are read.'],
    ['sync --connection anthropic --no-wait', 'One connection, without waiting.'],
    ['sync --status', 'Follows what is under way.'],
  ],
  async run({ flags, terminal, server, signal }) {
    const connections = await findConnections(server(), flags.connection, signal);
    const runs: SyncRunStateFragment[] = [];
    for (const { id: connectionId, activeRuns } of connections) {
      if (flags.status) {
        for (const { id } of activeRuns) {
          const { syncRun } = await request(server(), SyncRunStateDocument, { id }, { signal });
          if (syncRun) runs.push(syncRun);
        }
      } else {
        // Asked twice, the server answers with the run under way.
        const { startSync } = await request(
          server(),
          StartSyncDocument,
          { connectionId },
          { signal, isRepeatable: true },
        );
        runs.push(requireDone(startSync));
      }
    }
    if (runs.length === 0) {
      say(terminal, 'Nothing is under way.');
      return EXIT.done;
    }
    if (!flags['no-wait']) return followRuns(runs, { server: server(), terminal, signal });
    for (const { connection } of runs) say(terminal, `${plainText(connection.name)}: started`);
    return EXIT.done;
  },
});
