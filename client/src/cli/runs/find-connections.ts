import { ConnectionsDocument, type ConnectionsQuery } from '../../gql/graphql.ts';
import { request } from '../../server/request.ts';
import type { ServerAddress } from '../../server/send.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

export type Connection = ConnectionsQuery['connections']['edges'][number]['node'];

export const CONNECTION_FLAG = {
  connection: {
    kind: 'texts',
    placeholder: 'name',
    short: 'c',
    summary: 'Only the connection of this name; several: each. Default: all that are active.',
  },
} as const;

/** Those of these names, else all that are active. @throws WrongCommandLine */
export async function findConnections(
  server: ServerAddress,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Connection[]> {
  const { connections } = await request(server, ConnectionsDocument, {}, { signal });
  const all = connections.edges.map(({ node }) => node);
  const active = all.filter(({ status }) => status === 'ACTIVE');
  if (names.length > 0) return names.map((name) => named(all, name));
  if (active.length > 0) return active;
  throw new WrongCommandLine(
    '--connection',
    'there is no active connection.',
    'Connect a vendor in the browser under Integrations.',
  );
}

function named(connections: readonly Connection[], name: string): Connection {
  const connection = connections.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
  if (connection) return connection;
  const known = connections.map((candidate) => candidate.name).join(', ') || 'none yet';
  throw new WrongCommandLine('--connection', `"${name}" is none.`, `Known: ${known}.`);
}
