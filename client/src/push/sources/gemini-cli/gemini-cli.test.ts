import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Home } from '../../push-kit.ts';
import { geminiCli } from './source.ts';

const OLD = '.gemini/tmp/shop/chats/session-2026-11-20T10-00-aaaa.json';
const NEW = '.gemini/tmp/shop/chats/session-2026-11-20T10-00-bbbb.jsonl';
const TOKENS = { input: 1_000, output: 50, cached: 800, thoughts: 30, tool: 0, total: 1_080 };

const answer = (id: string | undefined, tokens: object | null = TOKENS, over = {}) => ({
  id,
  timestamp: '2026-11-20T10:00:00.000Z',
  type: 'gemini',
  content: 'Done.',
  model: 'gemini-3-pro',
  tokens,
  ...over,
});
const question = { id: 'q', timestamp: '2026-11-20T09:59:00.000Z', type: 'user', content: 'Do it' };
const conversation = (...messages: object[]) => ({ sessionId: 's1', projectHash: 'shop', startTime: 'x', messages });
const read = (home: Home) => home.read(geminiCli).usage;

describe('an answer', () => {
  it('has cached input apart from the rest and thoughts in its output', () => {
    const home = new Home();
    home.write(OLD, conversation(question, answer('m1')));
    expect(read(home)).toEqual([
      {
        idempotencyKey: 'gemini_cli:m1',
        occurredAt: '2026-11-20T10:00:00.000Z',
        tool: 'gemini_cli',
        vendor: 'google',
        model: 'gemini-3-pro',
        sessionId: 's1',
        project: undefined,
        contextTokens: 1_000,
        inputTokens: 200,
        cacheReadTokens: 800,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
        outputTokens: 80,
        reasoningTokens: 30,
      },
    ]);
  });

  it.each([
    [
      'cached beside input',
      { input: 200, output: 50, cached: 800, thoughts: 30, tool: 0, total: 1_080 },
      [200, 800, 80],
    ],
    ['more cached than input', { input: 200, output: 50, cached: 800, thoughts: 0, tool: 0 }, [200, 800, 50]],
    ['cached inside input without a total', { input: 1_000, output: 50, cached: 800 }, [200, 800, 50]],
    ['thoughts inside output', { input: 100, output: 80, cached: 0, thoughts: 30, tool: 0, total: 180 }, [100, 0, 80]],
    ['what tools fed back', { input: 100, output: 10, cached: 0, thoughts: 0, tool: 40, total: 150 }, [140, 0, 10]],
    ['a total alone', { total: 654 }, [0, 0, 654]],
  ])('may have %s', (_name, tokens, expected) => {
    const home = new Home();
    home.write(OLD, conversation(answer('m1', tokens)));
    expect(read(home).map((each) => [each.inputTokens, each.cacheReadTokens, each.outputTokens])).toEqual([expected]);
  });

  it('is written again while it comes in, and counts once with the most tokens', () => {
    const home = new Home();
    home.write(
      NEW,
      { sessionId: 's1', projectHash: 'h' },
      question,
      answer('m1', null),
      answer('m1', { ...TOKENS, output: 5 }),
      answer('m1'),
    );
    expect(read(home).map(({ sessionId, outputTokens }) => [sessionId, outputTokens])).toEqual([['s1', 80]]);
  });

  it('counts once in a conversation that was moved to the newer form', () => {
    const home = new Home();
    home.write(OLD, conversation(answer('m1')));
    home.write(NEW, { sessionId: 's1', projectHash: 'h' }, answer('m1'), answer('m2'), {
      $set: { messages: [answer('m2'), answer('m3')] },
    });
    expect(read(home).map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      'gemini_cli:m1',
      'gemini_cli:m2',
      'gemini_cli:m3',
    ]);
  });

  it('is known by what it is when it has no id', () => {
    const home = new Home();
    home.write(
      OLD,
      conversation(
        answer(undefined),
        answer(undefined),
        answer(undefined, TOKENS, { timestamp: '2026-11-20T10:00:01Z' }),
      ),
    );
    expect(read(home)).toHaveLength(2);
  });

  it('belongs to the project its folder stands for', () => {
    const home = new Home();
    home.write('.gemini/tmp/shop/.project_root', '/repos/café\n');
    home.write(OLD, conversation(answer('m1')));
    const hash = createHash('sha256').update('/repos/api').digest('hex');
    home.write('.gemini/projects.json', { projects: { '/repos/api': 'api', '/repos/web': 'web-1' } });
    home.write(`.gemini/tmp/${hash}/chats/session-x.json`, conversation(answer('m2')));
    home.write('.gemini/tmp/web-1/chats/session-y.json', conversation(answer('m3')));
    const projects = read(home).map(({ idempotencyKey, project }) => [idempotencyKey.slice(-2), project]);
    expect(Object.fromEntries(projects)).toEqual({ m1: 'café', m2: 'api', m3: 'web' });
  });
});

describe('reading on', () => {
  it('tells only what came to a conversation, and its last answer again', () => {
    const home = new Home();
    home.write(OLD, conversation(answer('m1'), answer('m2')));
    home.read(geminiCli, { isKept: true });
    home.write(OLD, conversation(answer('m1'), answer('m2', { ...TOKENS, output: 60 }), answer('m3')));
    const keys = () => home.read(geminiCli).usage.map(({ idempotencyKey }) => idempotencyKey);
    expect(keys()).toEqual(['gemini_cli:m2', 'gemini_cli:m3']);
    home.write(OLD, { ...conversation(answer('n1'), answer('n2'), answer('n3')), sessionId: 's2' });
    expect(keys()).toEqual(['gemini_cli:n1', 'gemini_cli:n2', 'gemini_cli:n3']);
  });

  it('knows the session of lines that came later', () => {
    const home = new Home();
    home.write(NEW, { sessionId: 's1', projectHash: 'h' }, answer('m1'));
    home.read(geminiCli, { isKept: true });
    home.append(NEW, answer('m2'));
    expect(read(home)[0]).toMatchObject({ idempotencyKey: 'gemini_cli:m2', sessionId: 's1' });
  });

  it('skips a conversation that is half written, and reads it when it is whole', () => {
    const home = new Home();
    home.write(OLD, JSON.stringify(conversation(answer('m1'))).slice(0, -20));
    expect(home.read(geminiCli, { isKept: true })).toMatchObject({ usage: [], problems: [{ kind: 'malformed' }] });
    home.write(OLD, conversation(answer('m1')));
    expect(read(home)).toHaveLength(1);
  });
});

it('leaves files beside conversations alone', () => {
  const home = new Home();
  home.write('.gemini/tmp/shop/logs.json', [answer('m1')]);
  home.write('elsewhere/.gemini/tmp/shop/chats/session-z.json', conversation(answer('m1')));
  expect(read(home)).toEqual([]);
  home.environment = { GEMINI_CLI_HOME: join(home.path, 'elsewhere') };
  expect(read(home)).toHaveLength(1);
});
