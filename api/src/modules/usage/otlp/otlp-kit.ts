import { createLogger } from '../../../lib/logger.ts';
import { tokenRateLimit } from '../../../lib/token-rate-limit.ts';
import type { TestApi } from '../../../test/graphql-client.ts';
import type { Told } from './otlp-encoder.ts';
import { otlpRoutes } from './otlp-routes.ts';

export const MAX_BYTES = 200_000;

export interface SentExport {
  body: string | Uint8Array;
  signal?: string;
  headers?: Record<string, string>;
  bearer?: string | undefined;
}

/** Sends exports as an exporter does; what is logged is kept. */
export function otlpSender(api: TestApi, maxBodyBytes = MAX_BYTES) {
  const logLines: string[] = [];
  const routes = otlpRoutes({
    clock: api.clock.now,
    log: createLogger('info', { write: (line) => void logLines.push(line) }),
    maxBodyBytes,
    spendRequest: tokenRateLimit(1_000, api.clock.now),
    installation: {
      publicUrl: 'http://outlay.test',
      allowedDomains: [],
      hasGoogleSignIn: false,
      sendMail: undefined,
      inBackground: () => undefined,
    },
  });

  async function send({ body, signal = 'logs', headers = {}, bearer }: SentExport): Promise<Response> {
    const request = new Request(`http://outlay.test/v1/${signal}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
        ...headers,
      },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });
    const route = routes.find(({ path }) => path === `/v1/${signal}`);
    if (!route) throw new Error(`no route for ${signal}`);
    return route.handle(request, { address: '192.0.2.7', isLocal: false });
  }

  return { send, logLines };
}

export const nano = (instant: string) => `${Date.parse(instant)}000000`;
export const AT = nano('2026-11-14T10:20:00Z');

/** Attributes of one request as Claude Code tells it. */
export const claudeRequest = (overrides: Told = {}): Told => ({
  'event.name': 'api_request',
  'session.id': 'sess-1',
  model: 'claude-opus-4-5',
  input_tokens: 1_000,
  output_tokens: 100,
  cache_read_tokens: 0,
  cache_creation_tokens: 0,
  cost_usd: 9.99,
  request_id: 'req_1',
  'user.email': 'somebody@acme.test',
  ...overrides,
});
