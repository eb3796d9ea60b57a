import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Home } from '../../push-kit.ts';
import { responseLine } from './claude-code-kit.ts';
import { claudeCode } from './source.ts';

const SESSION = '.claude/projects/-work-shop/s1.jsonl';

function usageOf(...lines: (object | string)[]) {
  const home = new Home();
  home.write(SESSION, ...lines);
  return home.read(claudeCode).usage;
}

describe('a response', () => {
  it('is told with its tokens apart, cache writes by how long they last', () => {
    expect(usageOf(responseLine())).toEqual([
      {
        idempotencyKey: 'claude_code:msg_1:req_1',
        occurredAt: '2026-11-20T10:00:00.000Z',
        tool: 'claude_code',
        vendor: 'anthropic',
        model: 'claude-opus-4-5-20251101',
        requestId: 'req_1',
        sessionId: 's1',
        project: 'shop',
        branch: 'main',
        agent: undefined,
        serviceTier: 'standard',
        speed: undefined,
        contextTokens: 2_310,
        webSearches: 0,
        inputTokens: 10,
        cacheReadTokens: 2_000,
        cacheWrite5mTokens: 100,
        cacheWrite1hTokens: 200,
        outputTokens: 50,
        reasoningTokens: 0,
      },
    ]);
  });

  it('takes the flat number of cache writes where they are not told apart', () => {
    const [flat] = usageOf(responseLine({ usage: { cache_creation: null } }));
    expect(flat).toMatchObject({ cacheWrite5mTokens: 300, cacheWrite1hTokens: 0 });
    const [empty] = usageOf(responseLine({ usage: { cache_creation: {} } }));
    expect(empty).toMatchObject({ cacheWrite5mTokens: 300, cacheWrite1hTokens: 0 });
  });

  it('keeps fast mode, service tier and web searches, which have prices of their own', () => {
    const [fast] = usageOf(
      responseLine({ usage: { speed: 'fast', service_tier: 'priority', server_tool_use: { web_search_requests: 3 } } }),
    );
    expect(fast).toMatchObject({ speed: 'fast', serviceTier: 'priority', webSearches: 3 });
  });

  it('counts each advisor by the model it names, and summaries of the conversation by its own', () => {
    const iterations = [
      { type: 'message', input_tokens: 4, cache_read_input_tokens: 900, output_tokens: 20 },
      { type: 'advisor_message', model: 'claude-fable-5', input_tokens: 7_000, output_tokens: 80 },
      { type: 'advisor_message', model: 'claude-fable-5', input_tokens: 8_000, output_tokens: 90 },
      { type: 'compaction', input_tokens: 180_000, output_tokens: 3_500 },
      { type: 'message', input_tokens: 6, cache_read_input_tokens: 1_100, output_tokens: 30 },
    ];
    const usage = usageOf(responseLine({ usage: { iterations } }));
    expect(usage.map(({ model, inputTokens, outputTokens }) => [model, inputTokens, outputTokens])).toEqual([
      ['claude-opus-4-5-20251101', 10, 50],
      ['claude-fable-5', 7_000, 80],
      ['claude-fable-5', 8_000, 90],
      ['claude-opus-4-5-20251101', 180_000, 3_500],
    ]);
    expect(new Set(usage.map(({ requestId }) => requestId)).size).toBe(4);
    expect(usage[0]?.contextTokens).toBe(1_106);
  });

  it('belongs to whom its id says served it', () => {
    const vendors = ['msg_bdrk_1', 'msg_vrtx_1'].map((id) => usageOf(responseLine({ message: { id } }))[0]?.vendor);
    expect(vendors).toEqual(['bedrock', 'vertex_ai']);
  });

  it('has no branch where none was checked out', () => {
    expect(usageOf(responseLine({ gitBranch: 'HEAD' }))[0]?.branch).toBeUndefined();
  });

  it('reads names with accents as they are', () => {
    expect(usageOf(responseLine({ cwd: '/repos/café', gitBranch: 'größer' }))[0]).toMatchObject({
      project: 'café',
      branch: 'größer',
    });
  });
});

describe('lines that count', () => {
  it.each([
    ['spaced JSON', JSON.stringify(responseLine()).replaceAll('":', '" : ').replaceAll(',"', ' , "')],
    [
      'null in fields nobody needs',
      JSON.stringify(responseLine({ cwd: null, gitBranch: null, isSidechain: null, costUSD: null })),
    ],
    [
      'null counts',
      JSON.stringify(
        responseLine({ usage: { server_tool_use: null, speed: null, iterations: null, service_tier: null } }),
      ),
    ],
    ['no type', JSON.stringify(responseLine({ type: undefined }))],
    [
      'another order',
      JSON.stringify({
        ...responseLine(),
        message: {
          usage: {
            input_tokens: 10,
            output_tokens: 50,
            cache_read_input_tokens: 2_000,
            cache_creation_input_tokens: 300,
          },
          content: [{ type: 'tool_use', input: { usage: { input_tokens: 1 } } }],
          model: 'm',
          id: 'msg_1',
        },
      }),
    ],
    [
      'a tool input that looks like usage',
      JSON.stringify(
        responseLine({
          message: {
            content: [
              { type: 'tool_use', input: { stop_reason: null, usage: { input_tokens: 99_999, output_tokens: 9 } } },
            ],
          },
        }),
      ),
    ],
    [
      'text that quotes usage',
      JSON.stringify(
        responseLine({
          message: { content: [{ type: 'text', text: '"stop_reason":null,"usage":{"input_tokens":99999}' }] },
        }),
      ),
    ],
  ])('may have %s', (_name, line) => {
    const usage = usageOf(`${line}\n`);
    expect(usage).toHaveLength(1);
    expect(usage[0]).toMatchObject({ inputTokens: 10, cacheReadTokens: 2_000, outputTokens: 50 });
  });

  it("count at the file's time when they tell none", () => {
    const home = new Home();
    home.write(SESSION, responseLine({ timestamp: null }));
    expect(home.read(claudeCode).usage[0]?.occurredAt).toMatch(/^20\d\d-/);
  });
});

describe('lines that do not count', () => {
  it.each([
    ['synthetic answers', responseLine({ message: { model: '<synthetic>' } })],
    [
      "a result's summary of a subagent",
      {
        type: 'user',
        message: { role: 'user', content: [] },
        toolUseResult: { totalTokens: 9, usage: { input_tokens: 5, output_tokens: 4 } },
        timestamp: '2026-11-20T10:00:00Z',
      },
    ],
    [
      'such a summary after a stop reason',
      {
        ...responseLine({ message: { usage: undefined } }),
        toolUseResult: { usage: { input_tokens: 5, output_tokens: 4 } },
      },
    ],
    [
      'answers without tokens',
      responseLine({
        usage: {
          input_tokens: 0,
          output_tokens: 0,
          cache_read_input_tokens: 0,
          cache_creation_input_tokens: 0,
          cache_creation: null,
        },
      }),
    ],
    ['progress that repeats a message', responseLine({ type: 'progress' })],
  ])('are %s', (_name, line) => {
    expect(usageOf(line)).toEqual([]);
  });
});

describe('the same response', () => {
  const partial = (output: number, over = {}) => responseLine({ usage: { output_tokens: output }, ...over });

  it('counts once with the most tokens, however many lines and whatever their order', () => {
    for (const outputs of [
      [1, 7, 50],
      [50, 7, 1],
      [7, 50, 7],
    ]) {
      const usage = usageOf(...outputs.map((output) => partial(output)));
      expect(usage.map(({ outputTokens }) => outputTokens)).toEqual([50]);
    }
  });

  it('counts once over resumed sessions that begin with a copy', () => {
    const home = new Home();
    home.write(SESSION, partial(50), responseLine({ message: { id: 'msg_2' }, requestId: 'req_2' }));
    home.write(
      '.claude/projects/-work-shop/s2.jsonl',
      partial(50),
      responseLine({ message: { id: 'msg_3' }, requestId: 'req_3' }),
    );
    expect(home.read(claudeCode).usage.map(({ requestId }) => requestId)).toEqual(['req_1', 'req_2', 'req_3']);
  });

  it('counts twice under two requests of the main conversation', () => {
    expect(usageOf(responseLine(), responseLine({ requestId: 'req_2' }))).toHaveLength(2);
  });

  it('is told apart by session where it names no request', () => {
    const home = new Home();
    home.write(SESSION, responseLine({ requestId: undefined }), responseLine({ requestId: undefined }));
    home.write('.claude/projects/-work-shop/s2.jsonl', responseLine({ requestId: null }));
    expect(home.read(claudeCode).usage.map(({ sessionId }) => sessionId)).toEqual(['s1', 's2']);
  });

  it('counts each of several without any id', () => {
    const none = { requestId: undefined, message: { id: undefined } };
    const later = { ...none, timestamp: '2026-11-20T10:00:01Z' };
    expect(usageOf(responseLine(none), responseLine(none), responseLine(later))).toHaveLength(2);
  });
});

describe('a side conversation', () => {
  const side = (over = {}) =>
    responseLine({ isSidechain: true, requestId: 'req_9', usage: { output_tokens: 900 }, ...over });
  const SIDE = '.claude/projects/-work-shop/s1/subagents/agent-a.jsonl';

  it('belongs to the session of its folder', () => {
    const home = new Home();
    home.write(SIDE, side({ sessionId: 'other', message: { id: 'msg_2' } }));
    expect(home.read(claudeCode).usage[0]?.sessionId).toBe('s1');
  });

  it('does not count what it repeats of the main one under another request, wherever each stands', () => {
    for (const lines of [
      [side(), responseLine()],
      [responseLine(), side()],
    ]) {
      expect(usageOf(...lines).map(({ requestId }) => requestId)).toEqual(['req_1']);
    }
    const home = new Home();
    home.write(SIDE, side());
    home.write(SESSION, responseLine());
    expect(home.read(claudeCode).usage.map(({ outputTokens }) => outputTokens)).toEqual([50]);
  });

  it('does not count it either when the main one was read long before', () => {
    const home = new Home();
    home.write(SESSION, responseLine());
    home.read(claudeCode, { isKept: true });
    home.write(SIDE, side(), side({ message: { id: 'msg_2' } }));
    expect(home.read(claudeCode).usage.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['claude_code:msg_2:side']);
  });

  it('counts once what only side conversations have', () => {
    const home = new Home();
    home.write(SIDE, side());
    home.write('.claude/projects/-work-shop/s1/subagents/agent-b.jsonl', side({ requestId: 'req_10' }));
    expect(home.read(claudeCode).usage).toHaveLength(1);
  });

  it('keeps its progress back until it is decided', () => {
    const home = new Home();
    home.write(SIDE, side());
    home.read(claudeCode, { isKept: true });
    expect(home.read(claudeCode).usage).toEqual([]);
    home.append(SIDE, side({ message: { id: 'msg_2' } }));
    expect(home.read(claudeCode).usage).toHaveLength(1);
  });
});

describe('where sessions lie', () => {
  it('is every folder that CLAUDE_CONFIG_DIR names, else both defaults', () => {
    const home = new Home();
    home.write('.claude/projects/p/a.jsonl', responseLine({ requestId: 'req_a' }));
    home.write('.config/claude/projects/p/b.jsonl', responseLine({ requestId: 'req_b' }));
    home.write('one/projects/p/c.jsonl', responseLine({ requestId: 'req_c' }));
    home.write('two/projects/p/deep/d.jsonl', responseLine({ requestId: 'req_d' }));
    const requests = () =>
      home
        .read(claudeCode)
        .usage.map(({ requestId }) => requestId)
        .sort();
    expect(requests()).toEqual(['req_a', 'req_b']);
    home.environment = { CLAUDE_CONFIG_DIR: `${join(home.path, 'one')}, ${join(home.path, 'two', 'projects')}` };
    expect(requests()).toEqual(['req_c', 'req_d']);
    home.environment = { XDG_CONFIG_HOME: join(home.path, 'nowhere') };
    expect(requests()).toEqual(['req_a']);
  });
});
