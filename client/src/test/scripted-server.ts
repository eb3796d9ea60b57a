import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** Never answers. */
  isSilent?: boolean;
  /** Ends the connection after the body, without the promised rest. */
  isCut?: boolean;
}

export interface ReceivedRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ScriptedServer {
  url: string;
  received: ReceivedRequest[];
  close(): Promise<void>;
}

/** An HTTP server that answers as told, one answer per request, the last one for all further ones. */
export async function startScriptedServer(answers: readonly ScriptedAnswer[]): Promise<ScriptedServer> {
  const received: ReceivedRequest[] = [];
  const server = createServer(async (request, response) => {
    const answer = answers[Math.min(received.length, answers.length - 1)] ?? {};
    const { method = '', url = '', headers } = request;
    received.push({ method, path: url, headers, body: await text(request) });
    if (answer.isSilent) return;
    const { status = 200, headers: answerHeaders = {}, body = '' } = answer;
    if (answer.isCut) {
      response.writeHead(status, { 'content-length': String(body.length + 1000), ...answerHeaders });
      response.write(body, () => response.destroy());
      return;
    }
    response.writeHead(status, answerHeaders).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('No address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
