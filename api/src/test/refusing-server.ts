import { createServer, type Server, type Socket } from 'node:net';

/** What a server does with whoever connects: refuse with an SQLSTATE, or let in and claim a version. */
export type Manner = { readonly refuseWith: string } | { readonly version: string };

const message = (type: string, body: Buffer) => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const int16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const int32 = (value: number) => Buffer.from([value >> 24, value >> 16, value >> 8, value]);
const text = (value: string) => Buffer.from(`${value}\0`);
const readyForQuery = message('Z', Buffer.from('I'));

/** Just enough of PostgreSQL's protocol to turn a client away as a real server does. Listens on 127.0.0.1. */
export async function startRefusingServer(manner: Manner): Promise<{ port: number; server: Server }> {
  const server = createServer((socket) => answer(socket, manner));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { port: address.port, server };
}

function answer(socket: Socket, manner: Manner): void {
  socket.on('error', () => socket.destroy());
  socket.once('data', () => {
    if ('refuseWith' in manner) {
      const fields = [`SFATAL`, `C${manner.refuseWith}`, 'Mrefused as asked'].map(text);
      socket.end(message('E', Buffer.concat([...fields, Buffer.from([0])])));
      return;
    }
    socket.write(Buffer.concat([message('R', int32(0)), readyForQuery]));
    socket.on('data', (query) => socket.write(query[0] === 0x51 ? answerTo(query.toString(), manner.version) : ''));
  });
}

function answerTo(query: string, version: string): Buffer {
  const done = message('C', text('SELECT 1'));
  if (!query.includes('server_version')) return Buffer.concat([done, readyForQuery]);
  const column = (name: string, oid: number) =>
    Buffer.concat([text(name), int32(0), int16(0), int32(oid), int16(-1), int32(-1), int16(0)]);
  const value = (content: string) => Buffer.concat([int32(content.length), Buffer.from(content)]);
  const number = String(Number.parseInt(version, 10) * 10_000);
  return Buffer.concat([
    message('T', Buffer.concat([int16(2), column('version', 23), column('name', 25)])),
    message('D', Buffer.concat([int16(2), value(number), value(version)])),
    done,
    readyForQuery,
  ]);
}
