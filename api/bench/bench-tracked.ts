import { createGraphqlHandler } from '../src/graphql/create-graphql-handler.ts';
import { tokenRateLimit } from '../src/lib/token-rate-limit.ts';
import { randomToken, tokenHash } from '../src/modules/auth/secret-token.ts';
import { rebuildStaleDays } from '../src/sync/rebuild-days.ts';
import type { TestDatabase } from '../src/test/test-database.ts';
import { cpuSoFar } from './measure.ts';

const BATCH = 5_000;
const SIDE_BY_SIDE = 2;
const NOW = new Date('2026-11-15T12:00:00Z');
const MODELS = ['claude-opus-4-5', 'claude-sonnet-4-5', 'claude-haiku-4-5'];
const RECORD = `mutation Push($input: RecordUsageInput!) { recordUsage(input: $input) {
  ... on RecordUsagePayload { accepted duplicates results(statuses: [REJECTED]) { index field message } } } }`;

/** As an SDK sends it: 400 sessions of 40 agents in one day. */
function event(index: number) {
  return {
    idempotencyKey: `event-${index}`,
    requestId: `req_${index}`,
    occurredAt: new Date(NOW.getTime() - 86_400_000 + (index % 40_000) * 1_000).toISOString(),
    vendor: 'anthropic',
    model: MODELS[index % MODELS.length],
    tool: 'api',
    sessionId: `session-${index % 400}`,
    agent: `agent-${index % 40}`,
    project: `project-${index % 12}`,
    inputTokens: String(1_000 + (index % 977)),
    cacheReadTokens: String((index * 7) % 90_000),
    cacheWrite5mTokens: String(index % 3_000),
    outputTokens: String(100 + (index % 801)),
  };
}

/** What pushing costs, request body to commit, beside a bare UNNEST insert of the same rows; and the rebuild after it. */
export async function benchTracked(database: TestDatabase, count: number, print: (...columns: string[]) => void) {
  const { pool, prisma, kind } = database;
  const isServer = kind === 'server';
  const admin = await prisma.member.create({ data: { email: 'bench@example.com', name: 'Bench', role: 'ADMIN' } });
  const token = `outlay_${randomToken()}`;
  await prisma.apiToken.create({
    data: { memberId: admin.id, name: 'bench', prefix: '', tokenHash: tokenHash(token), scopes: ['USAGE_WRITE'] },
  });
  const handler = createGraphqlHandler({
    clock: () => NOW,
    installation: {
      publicUrl: 'http://outlay.test',
      allowedDomains: [],
      hasGoogleSignIn: false,
      sendMail: undefined,
      inBackground: () => undefined,
    },
    spendRequest: tokenRateLimit(1_000_000, () => NOW),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined },
    hasGraphiql: false,
    maxBodyBytes: 8_000_000,
    operationTimeoutMs: 60_000,
  });
  // Made beforehand: what writes the requests runs on other machines.
  const bodies = Array.from({ length: count / BATCH + 4 }, (_batch, batch) => {
    const events = Array.from({ length: BATCH }, (_, index) => event(batch * BATCH + index));
    return Buffer.from(JSON.stringify({ query: RECORD, variables: { input: { source: 'SDK', events } } }));
  });
  const push = async (from: number) => {
    const body = bodies[from / BATCH];
    if (!body) throw new Error(`no batch begins at ${from}`);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const request = new Request('http://outlay.test/graphql', { method: 'POST', headers, body });
    const text = await (await handler.fetch(request, { address: '127.0.0.1', cookies: [] })).text();
    if (!text.includes('"accepted"') || !text.includes('"results":[]')) throw new Error(text.slice(0, 500));
  };
  const timed = async (work: () => Promise<unknown>) => {
    const cpu = await cpuSoFar(pool, isServer);
    const start = performance.now();
    await work();
    const wallMs = performance.now() - start;
    const after = await cpuSoFar(pool, isServer);
    return { wallMs, ownMs: after.ownMs - cpu.ownMs, databaseMs: (after.databaseMs ?? 0) - (cpu.databaseMs ?? 0) };
  };
  const line = (name: string, { wallMs, ownMs, databaseMs }: Awaited<ReturnType<typeof timed>>, rows: number) =>
    print(
      `${name}  ${Math.round((rows * 1_000) / wallMs)} events/s  CPU ${Math.round((ownMs * 1_000) / rows)} µs/event here, ${Math.round((databaseMs * 1_000) / rows)} in the database`,
    );

  let next = 0;
  const batches = async (until: number) => {
    while (next < until) {
      const from = next;
      next += BATCH;
      await push(from);
    }
  };
  const several = (until: number) => Promise.all(Array.from({ length: SIDE_BY_SIDE }, () => batches(until)));
  await several(4 * BATCH);
  const first = next;
  const pushed = await timed(() => several(first + count));
  line('push of tracked events                     ', pushed, next - first);
  const again = await timed(async () => {
    for (let from = first; from < first + 4 * BATCH; from += BATCH) await push(from);
  });
  line('the same events again                      ', again, 4 * BATCH);
  const rebuilt = await timed(() => rebuildStaleDays(pool));
  print(`rebuild of the two days                     wall ${(rebuilt.wallMs / 1_000).toFixed(1)} s for ${next} rows`);
  const bare = await timed(() => insertBare(database, count));
  line('reference: bare UNNEST insert, rows only   ', bare, count);
  print(
    `ratio                                       ${(pushed.wallMs / (next - first) / (bare.wallMs / count)).toFixed(1)} × the time, ${((pushed.ownMs + pushed.databaseMs) / (next - first) / ((bare.ownMs + bare.databaseMs) / count)).toFixed(1)} × the CPU of the reference`,
  );
  await handler.dispose();
}

/** The least that storing the same columns can cost: twelve arrays, no checks, no prices, no marks. */
async function insertBare({ pool }: TestDatabase, count: number): Promise<void> {
  for (let from = 0; from < count; from += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, index) => from + index);
    await pool.query(
      `INSERT INTO usage_bucket (shard, natural_key, connection_id, stream, evidence, billing_kind, hour, billing_day, day, vendor_id, tool_id,
         model_id, session_id, agent_id, project_id, input_tokens, cache_read_tokens, cache_write_5m_tokens, output_tokens, requests, currency, list_value_nano, cost_nano, spend_nano)
       SELECT n, md5('bare ' || n)::uuid, 0, 'bare', 'TRACKED', 'METERED', hour, '2026-01-02', '2026-01-02', 1, 1, model, session, agent, project,
         input, read, written, output, 1, 'USD', cost, cost, cost
       FROM unnest($1::int[], $2::timestamptz[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int8[], $8::int8[], $9::int8[], $10::int8[], $11::int8[])
         AS r(n, hour, model, session, agent, project, input, read, written, output, cost) ON CONFLICT DO NOTHING`,
      [
        rows,
        rows.map(() => '2026-01-02T10:00:00Z'),
        ...[3, 400, 40, 12].map((most) => rows.map((row) => row % most)),
        ...[977, 90_000, 3_000, 801, 1_000_000].map((most) => rows.map((row) => row % most)),
      ],
    );
  }
  await pool.query("DELETE FROM usage_bucket WHERE stream = 'bare'");
}
