import { describe, expect, it } from 'vitest';
import { Home } from '../../push-kit.ts';
import { codex } from './source.ts';

const PARENT = '0199aaaa-0000-7000-8000-000000000001';
const CHILD = '0199aaaa-0000-7000-8000-000000000002';
const GRANDCHILD = '0199aaaa-0000-7000-8000-000000000003';
const pathOf = (id: string, at = '2026-11-20T10-00-00') => `.codex/sessions/2026/11/20/rollout-${at}-${id}.jsonl`;

type Counts = [input: number, cached: number, output: number, reasoning: number];
const usage = ([input, cached, output, reasoning]: Counts) => ({
  input_tokens: input,
  cached_input_tokens: cached,
  output_tokens: output,
  reasoning_output_tokens: reasoning,
  total_tokens: input + output,
});
const at = (minute: number, second = 0) =>
  `2026-11-20T10:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}.000Z`;

const meta = (id: string, over = {}, timestamp = at(0)) => ({
  timestamp,
  type: 'session_meta',
  payload: { id, timestamp, cwd: '/repos/shop', cli_version: '0.60', git: { branch: 'main' }, ...over },
});
const turn = (model: string) => ({ timestamp: at(0), type: 'turn_context', payload: { cwd: '/repos/shop', model } });
const count = (minute: number, total: Counts | null, last: Counts | null, second = 0) => ({
  timestamp: at(minute, second),
  type: 'event_msg',
  payload: {
    type: 'token_count',
    info: {
      ...(total ? { total_token_usage: usage(total) } : {}),
      ...(last ? { last_token_usage: usage(last) } : {}),
      model_context_window: 272_000,
    },
    rate_limits: null,
  },
});

function read(home: Home) {
  return home.read(codex).usage;
}
const outputs = (home: Home) => read(home).map(({ outputTokens }) => outputTokens);

describe('a response', () => {
  it('has cached input apart from the rest, and reasoning inside its output', () => {
    const home = new Home();
    home.write(pathOf(PARENT), meta(PARENT), turn('gpt-5-codex'), count(1, [1_000, 800, 50, 20], [1_000, 800, 50, 20]));
    expect(read(home)).toEqual([
      {
        idempotencyKey: `codex:${PARENT}:1000.800.0.50.20`,
        occurredAt: at(1),
        tool: 'codex',
        vendor: 'openai',
        model: 'gpt-5-codex',
        sessionId: PARENT,
        parentSessionId: undefined,
        project: 'shop',
        branch: 'main',
        contextTokens: 1_000,
        inputTokens: 200,
        cacheReadTokens: 800,
        cacheWrite5mTokens: 0,
        cacheWrite1hTokens: 0,
        outputTokens: 50,
        reasoningTokens: 20,
      },
    ]);
  });

  it('has cache writes apart too', () => {
    const home = new Home();
    const line = count(1, null, [1_000, 700, 50, 0]);
    Object.assign(line.payload.info.last_token_usage ?? {}, { cache_write_input_tokens: 200 });
    home.write(pathOf(PARENT), meta(PARENT), line);
    expect(read(home)[0]).toMatchObject({ inputTokens: 100, cacheReadTokens: 700, cacheWrite5mTokens: 200 });
  });

  it('is by how much the totals grew where the last one is not told', () => {
    const home = new Home();
    home.write(pathOf(PARENT), meta(PARENT), count(1, [100, 0, 10, 0], null), count(2, [250, 90, 30, 5], null));
    expect(read(home).map((each) => [each.inputTokens, each.cacheReadTokens, each.outputTokens])).toEqual([
      [100, 0, 10],
      [60, 90, 20],
    ]);
  });

  it('is all of them after the totals began anew', () => {
    const home = new Home();
    home.write(pathOf(PARENT), meta(PARENT), count(1, [900, 0, 90, 0], null), count(2, [40, 0, 4, 0], null));
    expect(outputs(home)).toEqual([90, 4]);
  });

  it('is of the model of its turn, of another vendor where the session says so, and unknown without either', () => {
    const home = new Home();
    home.write(
      pathOf(PARENT),
      meta(PARENT, { model_provider: 'azure' }),
      count(1, [1, 0, 1, 0], null),
      turn('gpt-5'),
      count(2, [2, 0, 2, 0], null),
      turn('gpt-5-mini'),
      count(3, [3, 0, 3, 0], null),
    );
    expect(read(home).map(({ vendor, model }) => `${vendor} ${model}`)).toEqual([
      'azure unknown',
      'azure gpt-5',
      'azure gpt-5-mini',
    ]);
  });

  it('belongs to the repository the session names', () => {
    const home = new Home();
    const git = { branch: 'next', repository_url: 'https://token@github.com/acme/web.git' };
    home.write(pathOf(PARENT), meta(PARENT, { git }), count(1, [1, 0, 1, 0], null));
    expect(read(home)[0]).toMatchObject({ project: 'acme/web', branch: 'next' });
  });
});

describe('what does not count', () => {
  it('are totals written again, and counts that are null', () => {
    const home = new Home();
    home.write(
      pathOf(PARENT),
      meta(PARENT),
      count(1, [100, 0, 10, 0], [100, 0, 10, 0]),
      { timestamp: at(2), type: 'event_msg', payload: { type: 'token_count', info: null, rate_limits: {} } },
      count(3, [100, 0, 10, 0], [100, 0, 10, 0]),
      count(4, [300, 0, 40, 0], [200, 0, 30, 0]),
    );
    expect(outputs(home)).toEqual([10, 30]);
  });

  it('is the copy of a session in the archive', () => {
    const home = new Home();
    const lines = [meta(PARENT), count(1, [100, 0, 10, 0], null)];
    home.write(pathOf(PARENT), ...lines);
    home.write(`.codex/archived_sessions/rollout-2026-11-20T10-00-00-${PARENT}.jsonl`, ...lines);
    expect(outputs(home)).toEqual([10]);
  });

  it('is text that speaks of token counts', () => {
    const home = new Home();
    const text = JSON.stringify(count(1, [9, 0, 9, 0], null));
    home.write(pathOf(PARENT), meta(PARENT), { type: 'response_item', payload: { type: 'message', text } });
    expect(outputs(home)).toEqual([]);
  });
});

describe('a forked session', () => {
  const parent = [
    meta(PARENT),
    turn('gpt-5'),
    count(1, [100, 0, 10, 0], [100, 0, 10, 0]),
    count(2, [250, 90, 30, 0], [150, 90, 20, 0]),
    count(9, [900, 500, 70, 0], [650, 410, 40, 0]),
  ];
  // Copied under the time of the fork, over two seconds.
  const copied = [
    meta(CHILD, { forked_from_id: PARENT }, at(5)),
    meta(PARENT, {}, at(5)),
    turn('gpt-5'),
    count(5, [100, 0, 10, 0], [100, 0, 10, 0], 0),
    count(5, [250, 90, 30, 0], [150, 90, 20, 0], 1),
  ];
  const own = [turn('gpt-5-mini'), count(6, [400, 100, 35, 0], [150, 10, 5, 0])];

  it('does not count what it copied', () => {
    const home = new Home();
    home.write(pathOf(PARENT), ...parent);
    home.write(pathOf(CHILD, '2026-11-20T10-05-00'), ...copied, ...own);
    expect(read(home).map(({ model, sessionId, outputTokens }) => [model, sessionId, outputTokens])).toEqual([
      ['gpt-5', PARENT, 10],
      ['gpt-5', PARENT, 20],
      ['gpt-5', PARENT, 40],
      ['gpt-5-mini', CHILD, 5],
    ]);
  });

  it('counts its own response even where its figures are those its origin had later', () => {
    const home = new Home();
    home.write(pathOf(PARENT), ...parent);
    home.write(pathOf(CHILD), ...copied, count(6, [900, 500, 70, 0], [650, 410, 40, 0]));
    expect(outputs(home)).toEqual([10, 20, 40, 40]);
  });

  it('copies what a fork of a fork copied', () => {
    const home = new Home();
    home.write(pathOf(PARENT), ...parent);
    home.write(pathOf(CHILD), ...copied, ...own);
    home.write(
      pathOf(GRANDCHILD),
      meta(GRANDCHILD, { forked_from_id: CHILD }, at(7)),
      count(7, [100, 0, 10, 0], null),
      count(7, [250, 90, 30, 0], null),
      count(7, [400, 100, 35, 0], null),
      count(8, [500, 100, 41, 0], null),
    );
    expect(outputs(home)).toEqual([10, 20, 40, 5, 6]);
  });

  it('does not count what a fork of a fork copied when the fork between is gone', () => {
    const home = new Home();
    home.write(pathOf(PARENT), ...parent);
    home.write(
      pathOf(GRANDCHILD),
      meta(GRANDCHILD, { forked_from_id: CHILD }, at(7)),
      meta(CHILD, { forked_from_id: PARENT }, at(7)),
      meta(PARENT, {}, at(7)),
      count(7, [100, 0, 10, 0], null),
      count(7, [250, 90, 30, 0], null, 1),
      count(7, [400, 100, 35, 0], null, 1),
      count(8, [500, 100, 41, 0], null),
    );
    const usage = read(home);
    expect(usage.map(({ outputTokens }) => outputTokens)).toEqual([10, 20, 40, 5, 6]);
    const keys = usage.map(({ idempotencyKey }) => idempotencyKey.split(':')[1]);
    expect(keys).toEqual([PARENT, PARENT, PARENT, CHILD, GRANDCHILD]);
  });

  it('counts once with its origin, which another machine has or sent before it was deleted', () => {
    const both = new Home();
    both.write(pathOf(PARENT), ...parent);
    const keys = read(both).map(({ idempotencyKey }) => idempotencyKey);
    const alone = new Home();
    alone.write(pathOf(CHILD), ...copied, ...own);
    const [first, second, third] = read(alone).map(({ idempotencyKey }) => idempotencyKey);
    expect([first, second]).toEqual(keys.slice(0, 2));
    expect(keys).not.toContain(third);
  });

  it('is told with its parent when it is a subagent', () => {
    const home = new Home();
    const source = { subagent: { thread_spawn: { parent_thread_id: PARENT, depth: 1 } } };
    home.write(pathOf(PARENT), ...parent);
    home.write(pathOf(CHILD), meta(CHILD, { source }, at(5)), ...own);
    expect(read(home).at(-1)).toMatchObject({ sessionId: CHILD, parentSessionId: PARENT, outputTokens: 5 });
  });

  it('is told with its parent when it is a review, which names it beside its source', () => {
    const home = new Home();
    const review = { source: { subagent: 'review' }, parent_thread_id: PARENT };
    home.write(pathOf(PARENT), ...parent);
    home.write(pathOf(CHILD), meta(CHILD, review, at(5)), ...own);
    expect(read(home).at(-1)).toMatchObject({ sessionId: CHILD, parentSessionId: PARENT, outputTokens: 5 });
  });

  it('owns its first response, however soon, where it refers to its origin instead of copying it', () => {
    const home = new Home();
    const fork = { forked_from_id: PARENT, history_mode: 'paginated', history_base: { thread_id: PARENT } };
    home.write(pathOf(CHILD), meta(CHILD, fork, at(5)), turn('gpt-5'), count(5, [900, 0, 40, 0], [500, 0, 10, 0], 1));
    expect(read(home)).toMatchObject([{ idempotencyKey: `codex:${CHILD}:900.0.0.40.0`, outputTokens: 10 }]);
  });

  it('is read on where it was left, whatever it copied', () => {
    const home = new Home();
    home.write(pathOf(PARENT), ...parent);
    const lines = [...copied, ...own];
    for (let split = 1; split < lines.length; split += 1) {
      home.marks.clear();
      home.write(pathOf(CHILD), ...lines.slice(0, split));
      const before = home.read(codex, { isKept: true }).usage;
      home.append(pathOf(CHILD), ...lines.slice(split));
      const all = [...before, ...home.read(codex).usage];
      expect(all.map(({ outputTokens }) => outputTokens)).toEqual([10, 20, 40, 5]);
    }
  });
});
