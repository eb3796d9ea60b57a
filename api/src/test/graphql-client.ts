/**
 * The whole API in this process over a test database, with a clock the test moves.
 *
 *   const api = await createTestApi({ now: '2026-11-15T12:00:00Z' }); // beforeAll; afterAll(() => api.close())
 *   const admin = await createMember({ role: 'ADMIN' });              // factories.ts
 *   const data = await api.as(admin).query<{ viewer: { name: string } }>('{ viewer { name } }');
 *   const { errors } = await api.anonymous.execute('{ viewer { name } }');
 *   await api.withToken(await createToken({ member: admin, scopes: ['READ'] })).query(...);
 *   api.clock.advance({ minutes: 5 });  api.mails;  await api.settled();  await api.statements(() => ...);
 *
 * `query` rejects on errors, `execute` returns them. `reset()` empties the database between tests.
 */

import { useDatabase } from '../db.ts';
import type { Installation } from '../graphql/context.ts';
import { createGraphqlHandler, type GraphqlHandler } from '../graphql/create-graphql-handler.ts';
import { createLogger } from '../lib/logger.ts';
import type { Mail } from '../lib/mail.ts';
import { tokenRateLimit } from '../lib/token-rate-limit.ts';
import { createSession } from './factories.ts';
import { recordStatements } from './record-statements.ts';
import { testClock } from './test-clock.ts';
import { createTestDatabase } from './test-database.ts';

const PUBLIC_URL = 'http://outlay.test';
export const DEFAULT_NOW = '2026-11-15T12:00:00Z';

export interface TestResult {
  status: number;
  headers: Headers;
  data: unknown;
  errors: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  /** Of the whole answer; left out when there are none. */
  extensions?: Record<string, unknown>;
}

export interface TestClient {
  /** Data and errors as they come. */
  execute(document: string, variables?: Record<string, unknown>): Promise<TestResult>;
  /** The data; rejects when there are errors. */
  query<Data>(document: string, variables?: Record<string, unknown>): Promise<Data>;
}

export interface TestApiOptions {
  now?: string;
  installation?: Partial<Installation>;
  requestsPerMinute?: number;
}

export type TestApi = Awaited<ReturnType<typeof createTestApi>>;

export async function createTestApi({ now, installation, requestsPerMinute = 10_000 }: TestApiOptions = {}) {
  const database = await createTestDatabase();
  useDatabase(database);
  const clock = testClock(now ?? DEFAULT_NOW);
  const mails: Mail[] = [];
  const background = new Set<Promise<unknown>>();
  const logLines: string[] = [];
  const handler = createGraphqlHandler({
    clock: clock.now,
    installation: {
      publicUrl: PUBLIC_URL,
      allowedDomains: [],
      hasGoogleSignIn: false,
      sendMail: async (mail) => void mails.push(mail),
      inBackground: (work) => void background.add(work),
      ...installation,
    },
    spendRequest: tokenRateLimit(requestsPerMinute, clock.now),
    log: createLogger('info', { write: (line) => void logLines.push(line) }),
    hasGraphiql: true,
    maxBodyBytes: 1_000_000,
    operationTimeoutMs: 30_000,
  });
  const client = (headers: Record<string, string>) => testClient(handler, headers);
  return {
    database,
    clock,
    mails,
    logLines,
    /** For requests that are not plain GraphQL posts. */
    fetch: (request: Request, address = '192.0.2.1') => handler.fetch(request, { address, cookies: [] }),
    anonymous: client({}),
    /** The member in a browser; the session begins with the first request. */
    as: (member: { id: number }) => deferred(async () => client({ cookie: await createSession(member, clock.now()) })),
    withToken: (token: string) => client({ authorization: `Bearer ${token}` }),
    withCookie: (cookie: string) => client({ cookie }),
    /** Another caller's address, for what is throttled per address. */
    from: (address: string) => testClient(handler, {}, address),
    statements: (work: () => Promise<unknown>) => recordStatements(database.pool, work),
    async settled() {
      await Promise.all(background);
      background.clear();
    },
    async reset() {
      await Promise.allSettled(background);
      mails.length = 0;
      await database.reset();
    },
    async close() {
      await handler.dispose();
      await database.close();
    },
  };
}

function testClient(handler: GraphqlHandler, headers: Record<string, string>, address = '192.0.2.1'): TestClient {
  const execute = async (query: string, variables: Record<string, unknown> = {}): Promise<TestResult> => {
    const request = new Request(`${PUBLIC_URL}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: PUBLIC_URL, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const response = await handler.fetch(request, { address, cookies: [] });
    const answer = (await response.json()) as Partial<TestResult>;
    const { data, errors = [], extensions } = answer;
    return { status: response.status, headers: response.headers, data, errors, ...(extensions && { extensions }) };
  };
  return {
    execute,
    query: async <Data>(document: string, variables?: Record<string, unknown>) =>
      dataOf<Data>(await execute(document, variables)),
  };
}

function deferred(start: () => Promise<TestClient>): TestClient {
  let started: Promise<TestClient> | undefined;
  const client = () => {
    started ??= start();
    return started;
  };
  return {
    execute: async (document, variables) => (await client()).execute(document, variables),
    query: async <Data>(document: string, variables?: Record<string, unknown>) =>
      (await client()).query<Data>(document, variables),
  };
}

function dataOf<Data>({ data, errors }: TestResult): Data {
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return data as Data;
}
