/** A mail server on a loopback port for tests: takes what is sent, or refuses as it is told. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface ReceivedMail {
  to: string;
  /** Header fields by name in lower case, unfolded. */
  headers: Map<string, string>;
  /** Everything after the headers, as it came. */
  body: string;
}

/** How the next mails are met: `accept`, an SMTP answer such as `451 busy`, or no answer at all. */
type Manner = 'accept' | 'hang up' | `${4 | 5}${string}`;

export async function startMailServer() {
  const received: ReceivedMail[] = [];
  const attempts: string[] = [];
  const manners: Manner[] = [];
  const server = createServer((socket) => serve(socket));

  function serve(socket: Socket): void {
    let to = '';
    let content: string[] | undefined;
    let rest = '';
    socket.on('error', () => socket.destroy());
    socket.write('220 mail.test\r\n');
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
    });
    const take = (line: string) => {
      if (content) {
        if (line !== '.') {
          content.push(line.replace(/^\.\./, '.'));
          return;
        }
        received.push(parse(to, content.join('\r\n')));
        content = undefined;
        socket.write('250 ok\r\n');
      } else if (/^RCPT/i.test(line)) {
        to = /<(.*)>/.exec(line)?.[1] ?? '';
        attempts.push(to);
        const manner = manners.shift() ?? 'accept';
        if (manner === 'hang up') socket.destroy();
        else socket.write(manner === 'accept' ? '250 ok\r\n' : `${manner}\r\n`);
      } else if (/^DATA/i.test(line)) {
        content = [];
        socket.write('354 go on\r\n');
      } else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    smtpUrl: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    attempts,
    /** How the next recipients are met, in their order; then all are accepted. */
    meetWith: (...next: Manner[]) => void manners.push(...next),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

function parse(to: string, content: string): ReceivedMail {
  const end = content.indexOf('\r\n\r\n');
  const head = content.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { to, headers, body: content.slice(end + 4) };
}
