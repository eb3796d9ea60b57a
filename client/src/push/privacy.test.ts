import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runCli } from '../test/run-cli.ts';
import { Home } from './push-kit.ts';
import { responseLine } from './sources/claude-code/claude-code-kit.ts';
import { UsageServer } from './usage-server.ts';

/** Everything that may leave the machine. A new field has to be argued for here. */
const ALLOWED = [
  'idempotencyKey',
  'occurredAt',
  'vendor',
  'model',
  'tool',
  'requestId',
  'sessionId',
  'parentSessionId',
  'agent',
  'project',
  'branch',
  'billingKind',
  'serviceTier',
  'speed',
  'contextTokens',
  'inputTokens',
  'cacheReadTokens',
  'cacheWrite5mTokens',
  'cacheWrite1hTokens',
  'outputTokens',
  'reasoningTokens',
  'webSearches',
];

const SECRET = 'S3CRET';
/** Text nobody but the person may see, with what upsets quoting. */
const secret = fc
  .tuple(
    fc.nat(),
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('', '"usage":{', '\\"', '\n', '_tokens"', '}]}'),
  )
  .map(([n, text, trap]) => `${SECRET}-${n} ${trap}${text}`);
const planted = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, secret, fc.array(tie('value'), { maxLength: 3 }), tie('fields')),
  fields: fc.dictionary(
    fc.oneof(
      fc.constantFrom('text', 'prompt', 'thinking', 'summary', 'title', 'path', 'cmd', 'usage', 'tokens', 'content'),
      secret,
    ),
    tie('value'),
    { maxKeys: 4 },
  ),
}));

type Fields = Record<string, unknown>;

/** The fields under names of their own, so that none of them is one we read. */
const apart = (fields: unknown): Fields =>
  Object.fromEntries(Object.entries(fields as Fields).map(([name, value], index) => [`x${index}_${name}`, value]));

function writeSessions(home: Home, fields: Fields, text: string): void {
  const own = apart(fields);
  const content = [
    { type: 'thinking', thinking: text, signature: text },
    { type: 'text', text, ...own },
    { type: 'tool_use', id: 't', name: text, input: fields },
  ];
  home.write(
    '.claude/projects/-home-x/s1.jsonl',
    { type: 'summary', summary: text, leafUuid: text },
    {
      type: 'user',
      message: { role: 'user', content: text },
      toolUseResult: { ...fields, usage: { input_tokens: 1, output_tokens: 1, note: text } },
    },
    responseLine({
      ...own,
      slug: text,
      parentUuid: text,
      message: { ...own, content, stop_reason: text },
      usage: { ...own, inference_geo: text },
    }),
    responseLine({ requestId: 'req_2', message: { id: 'msg_2', content: fields, container: fields } }),
    `{"type":"assistant","message":{"usage":{"input_tokens":1,${JSON.stringify(text)}\n`,
  );
  const id = '0199aaaa-0000-7000-8000-000000000001';
  const info = { last_token_usage: { input_tokens: 5, output_tokens: 1, ...own }, ...own };
  home.write(
    `.codex/sessions/rollout-${id}.jsonl`,
    {
      type: 'session_meta',
      timestamp: '2026-11-20T10:00:00Z',
      payload: { id, cwd: `/${SECRET}/shop`, instructions: text, base: fields },
    },
    { type: 'turn_context', payload: { model: 'gpt-5', user_instructions: text, ...own } },
    { type: 'response_item', payload: { type: 'token_count"', content: fields, text } },
    {
      type: 'event_msg',
      timestamp: '2026-11-20T10:00:01Z',
      payload: { type: 'token_count', info, note: text, ...own },
    },
  );
  const tokens = { input: 5, output: 1, total: 6, ...own };
  const answer = {
    id: 'm1',
    type: 'gemini',
    model: 'gemini-3-pro',
    timestamp: '2026-11-20T10:00:00Z',
    content: text,
    thoughts: [fields],
    toolCalls: [own],
    tokens,
  };
  home.write('.gemini/tmp/shop/chats/a.json', {
    sessionId: 's1',
    summary: text,
    messages: [{ type: 'user', content: text }, answer],
  });
  home.write(
    '.gemini/tmp/shop/chats/b.jsonl',
    { sessionId: 's2', ...own },
    { ...answer, id: 'm2', ...own },
    { $set: { summary: text, tokens: fields } },
  );
  const message = {
    role: 'assistant',
    modelID: 'm',
    providerID: 'openai',
    system: [text],
    summary: fields,
    error: { message: text },
    ...own,
    path: { cwd: `/${SECRET}/shop`, root: `/${SECRET}/shop` },
    tokens: { input: 5, output: 1, ...own },
    time: { created: 1_763_632_800_000, completed: 1_763_632_801_000 },
  };
  home.write('.local/share/opencode/storage/message/s1/m1.json', { id: 'm1', sessionID: 's1', ...message });
  const database = new DatabaseSync(join(home.path, '.local/share/opencode/opencode.db'));
  database.exec('CREATE TABLE message (id TEXT, session_id TEXT, time_updated INTEGER, data TEXT)');
  database
    .prepare('INSERT INTO message VALUES (?, ?, ?, ?)')
    .run('m2', 's2', 1, JSON.stringify({ ...message, modelID: 'm2' }));
  database.close();
}

const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

it('sends, keeps and prints nothing of what was asked or answered', { timeout: 240_000 }, async () => {
  const server = await UsageServer.start();
  server.keepsBodies = true;
  try {
    await fc.assert(
      fc.asyncProperty(planted.fields, secret, async (fields, text) => {
        const home = new Home();
        writeSessions(home, fields as Fields, text);
        const state = join(home.path, 'state');
        const environment = { HOME: home.path, OUTLAY_URL: server.url, OUTLAY_TOKEN: 'out_x', OUTLAY_STATE_DIR: state };
        server.events.clear();
        server.bodies.length = 0;
        const dry = await runCli(['push', '--dry-run'], { environment });
        const sent = await runCli(['push'], { environment });
        server.fault = () => 'PORTAL';
        await runCli(['push', '--full'], { environment });
        server.fault = () => 'NONE';

        // All seven arrived, so that what follows says something.
        expect(server.events.size).toBe(7);
        const said = [dry, sent].flatMap(({ output, errors }) => [output, errors]);
        for (const out of [...said, ...server.bodies, ...filesBelow(state)]) expect(out).not.toContain(SECRET);
        for (const body of server.bodies) {
          const { events }: { events: Fields[] } = JSON.parse(body).variables.input;
          for (const event of events) {
            expect(ALLOWED).toEqual(expect.arrayContaining(Object.keys(event)));
            for (const value of Object.values(event)) expect(String(value).length).toBeLessThanOrEqual(200);
          }
        }
      }),
      { numRuns: 25 },
    );
  } finally {
    await server.close();
  }
});
