import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { smtpMail } from './smtp-mail.ts';

/** As much of SMTP as one delivery needs; `reject` refuses the recipient. */
async function startSmtpServer({ reject = false } = {}) {
  const lines: string[] = [];
  const server = createServer((socket) => {
    socket.write('220 mail.test\r\n');
    let rest = '';
    socket.on('data', (chunk) => {
      const parts = (rest + chunk.toString()).split('\r\n');
      rest = parts.pop() ?? '';
      for (const line of parts) answer(socket, line);
    });
  });
  const answer = (socket: Socket, line: string) => {
    lines.push(line);
    const isContent = lines.includes('DATA') && !lines.includes('.');
    if (/^DATA/.test(line)) socket.write('354 go on\r\n');
    else if (/^QUIT/.test(line)) socket.end('221 bye\r\n');
    else if (/^RCPT/.test(line) && reject) socket.write('550 nobody here\r\n');
    else if (!isContent) socket.write('250 ok\r\n');
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => new Promise((resolve) => server.close(() => resolve()));
  return { lines, smtpUrl: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

let stop = async (): Promise<void> => undefined;
afterEach(() => stop());

const mail = { to: 'ada@acme.test', subject: 'Zürich', text: 'Hello Ada,\n\n.a link: http://outlay.test/x\n' };

test('hands a message to the mail server', async () => {
  const { lines, smtpUrl } = await startSmtpServer();
  await smtpMail({ smtpUrl, from: 'Outlay <outlay@acme.test>' })(mail);
  expect(lines).toEqual(
    expect.arrayContaining([
      'MAIL FROM:<outlay@acme.test>',
      'RCPT TO:<ada@acme.test>',
      'From: Outlay <outlay@acme.test>',
      'Subject: =?UTF-8?Q?Z=C3=BCrich?=',
      '..a link: http://outlay.test/x',
    ]),
  );
});

test('rejects what the server does not take, and a server that is not there', async () => {
  const { smtpUrl } = await startSmtpServer({ reject: true });
  await expect(smtpMail({ smtpUrl, from: 'outlay@acme.test' })(mail)).rejects.toThrow('nobody here');
  await stop();
  await expect(smtpMail({ smtpUrl, from: 'outlay@acme.test' })(mail)).rejects.toThrow();
});
