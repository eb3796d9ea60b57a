import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Home, NOW } from '../../push-kit.ts';
import { openCode } from './source.ts';

const ROOT = '.local/share/opencode';
const CREATED = Date.parse('2026-11-20T10:00:00.000Z');
const TOKENS = { input: 200, output: 50, reasoning: 30, cache: { read: 800, write: 100 } };

const answer = (over: Record<string, unknown> = {}) => ({
  role: 'assistant',
  modelID: 'claude-sonnet-4-5',
  providerID: 'anthropic',
  path: { cwd: '/repos/shop/api', root: '/repos/shop' },
  agent: 'build',
  tokens: TOKENS,
  cost: 0.02,
  time: { created: CREATED, completed: CREATED + 4_000 },
  ...over,
});
const file = (id: string, over = {}) => ({ id, sessionID: 's1', ...answer(over) });
const read = (home: Home) => home.read(openCode).usage;

function databaseIn(home: Home, name = 'opencode.db') {
  home.write(join(ROOT, 'log', 'x.log'), '');
  const database = new DatabaseSync(join(home.path, ROOT, name));
  onTestFinished(() => database.close());
  database.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE session (id TEXT PRIMARY KEY, parent_id TEXT, directory TEXT);
    CREATE TABLE message (id TEXT PRIMARY KEY, session_id TEXT, time_created INTEGER, time_updated INTEGER, data TEXT)`);
  const insert = database.prepare('INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?)');
  return {
    database,
    put: (id: string, updated: number, data: object | string, session = 's1') =>
      insert.run(id, session, CREATED, updated, typeof data === 'string' ? data : JSON.stringify(data)),
  };
}

describe('an answer', () => {
  it('is told with its tokens apart', () => {
    const home = new Home();
    home.write(join(ROOT, 'storage/message/s1/m1.json'), file('m1'));
    expect(read(home)).toEqual([
      {
        idempotencyKey: 'opencode:2026-11-20T10:00:00.000Z:anthropic:claude-sonnet-4-5:200.800.100.0.80.30',
        occurredAt: '2026-11-20T10:00:00.000Z',
        tool: 'opencode',
        vendor: 'anthropic',
        model: 'claude-sonnet-4-5',
        sessionId: 's1',
        parentSessionId: undefined,
        agent: undefined,
        project: 'shop',
        contextTokens: 1_100,
        inputTokens: 200,
        cacheReadTokens: 800,
        cacheWrite5mTokens: 100,
        cacheWrite1hTokens: 0,
        outputTokens: 80,
        reasoningTokens: 30,
      },
    ]);
  });

  it.each([
    ['reasoning inside output', { ...TOKENS, total: 1_150 }, 50],
    ['reasoning beside output', { ...TOKENS, total: 1_180 }, 80],
    ['a total alone', { total: 123 }, 123],
    ['numbers in quotes', { input: '200', output: '50' }, 50],
    ['no object for the cache', { input: 200, output: 50, cache: 0 }, 50],
  ])('may have %s', (_name, tokens, output) => {
    const home = new Home();
    home.write(join(ROOT, 'storage/message/s1/m1.json'), file('m1', { tokens }));
    expect(read(home)[0]?.outputTokens).toBe(output);
  });

  it('names its agent when it is no mode of the tool', () => {
    const home = new Home();
    home.write(join(ROOT, 'storage/message/s1/m1.json'), file('m1', { agent: 'reviewer', providerID: 'xai' }));
    expect(read(home)[0]).toMatchObject({ agent: 'reviewer', vendor: 'x-ai' });
  });

  it('counts once in forks, in the database and in the files before it', () => {
    const home = new Home();
    home.write(join(ROOT, 'storage/message/s1/m1.json'), file('m1'));
    home.write(join(ROOT, 'storage/message/s2/m9.json'), { ...file('m9'), sessionID: 's2' });
    databaseIn(home).put('m1', CREATED, answer());
    expect(read(home)).toHaveLength(1);
  });

  it('waits until it is finished, an hour at most', () => {
    const home = new Home();
    const time = { created: NOW.getTime() - 600_000 };
    home.write(join(ROOT, 'storage/message/s1/m1.json'), file('m1', { time }));
    expect(home.read(openCode, { isKept: true }).usage).toEqual([]);
    expect(home.read(openCode, { now: new Date(NOW.getTime() + 3_600_000) }).usage).toHaveLength(1);
  });
});

describe('the database', () => {
  it('is read on from the last change, also while its log holds the news', () => {
    const home = new Home();
    const { database, put } = databaseIn(home);
    database.exec("INSERT INTO session VALUES ('s2', 's1', '/repos/shop')");
    put('u1', CREATED, { role: 'user', time: { created: CREATED } });
    put('m1', CREATED + 1, answer());
    expect(home.read(openCode, { isKept: true }).usage).toHaveLength(1);
    expect(read(home)).toEqual([]);
    put('m2', CREATED + 2, answer({ time: { created: CREATED + 9, completed: CREATED + 10 } }), 's2');
    expect(read(home).at(-1)).toMatchObject({ sessionId: 's2', parentSessionId: 's1' });
  });

  it('comes back to an answer that was still being written', () => {
    const home = new Home();
    const { put } = databaseIn(home);
    const created = NOW.getTime() - 60_000;
    put('m1', created, answer({ time: { created }, tokens: { ...TOKENS, output: 1 } }));
    put('m2', created + 1, answer({ time: { created: created + 1, completed: created + 2 } }));
    expect(home.read(openCode, { isKept: true }).usage).toHaveLength(1);
    put('m1', created + 5, answer({ time: { created, completed: created + 5 } }));
    expect(home.read(openCode).usage.map(({ outputTokens }) => outputTokens)).toEqual([80, 80]);
  });

  it('of another channel is read too, rows that are no JSON are not', () => {
    const home = new Home();
    const { put } = databaseIn(home, 'opencode-beta.db');
    put('m1', CREATED, '{"tokens":');
    put('m2', CREATED, answer());
    expect(read(home)).toHaveLength(1);
  });

  it('that is none is reported, and the rest arrives', () => {
    const home = new Home();
    home.write(join(ROOT, 'opencode.db'), 'no database at all, but long enough to be taken for one'.repeat(50));
    home.write(join(ROOT, 'storage/message/s1/m1.json'), file('m1'));
    const { usage, problems } = home.read(openCode);
    expect(usage).toHaveLength(1);
    expect(problems).toMatchObject([{ kind: 'unreadable' }]);
  });
});
