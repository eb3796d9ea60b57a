import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ask, outlay, server } from '../test/sample-server.ts';
import { Home } from './push-kit.ts';
import { responseLine } from './sources/claude-code/claude-code-kit.ts';

const SESSION = '.claude/projects/p/s1.jsonl';
const yesterday = new Date(Date.now() - 86_400_000).toISOString();
const line = (name: string, over: Parameters<typeof responseLine>[0] = {}) =>
  responseLine({
    cwd: `/repos/${name}`,
    timestamp: yesterday,
    message: { id: `msg_${name}` },
    requestId: `req_${name}`,
    ...over,
  });

function machine() {
  const home = new Home();
  const environment = {
    HOME: home.path,
    OUTLAY_TOKEN: server.tokens.usageOnly,
    OUTLAY_STATE_DIR: join(home.path, 'state'),
  };
  // As covered by a subscription: metered usage without a known key counts by the vendor's own report.
  const push = (...args: string[]) => outlay(['push', '--billing', 'included', ...args], { environment });
  return { home, push };
}

const TOTALS = `query ($input: PivotInput!) { pivot(input: $input) { rows { labels values } } }`;

/** What the server counts of a project, by tool and model. */
async function counted(project: string) {
  const date = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const input = {
    from: date(-5),
    until: date(2),
    rows: ['TOOL', 'MODEL'],
    measures: ['REQUESTS', 'INPUT_TOKENS', 'CACHE_READ_TOKENS', 'CACHE_WRITE_TOKENS', 'OUTPUT_TOKENS'],
    filters: [{ dimension: 'PROJECT', in: [project] }],
  };
  const { pivot } = await ask<{ pivot: { rows: { labels: string[]; values: string[] }[] } }>(TOTALS, { input });
  return pivot.rows.map(({ labels, values }) => [...labels, ...values]);
}

const countedSoon = (project: string) => expect.poll(() => counted(project), { timeout: 25_000, interval: 300 });

describe('outlay push', () => {
  it('brings sessions to a server, each response once however often it is pushed and from where', async () => {
    const laptop = machine();
    const desktop = machine();
    laptop.home.write(SESSION, line('once', { usage: { output_tokens: 4 } }), line('once'));
    desktop.home.write(SESSION, line('once'), line('once', { message: { id: 'msg_two' }, requestId: 'req_two' }));
    expect(await laptop.push()).toEqual({ code: 0, errors: '', output: '1 response sent; 1 session file.\n' });
    expect(JSON.parse((await desktop.push('--json')).output)).toEqual({
      files: 1,
      accepted: 1,
      duplicates: 1,
      rejected: 0,
      kept: 0,
      skipped: 0,
    });
    await laptop.push('--full');
    await countedSoon('once').toEqual([['Claude Code', 'claude-opus-4-5-20251101', '2', '20', '4000', '600', '100']]);
  });

  it('brings what was written of a response since it was pushed half written', async () => {
    const { home, push } = machine();
    home.write(SESSION, line('grown', { usage: { output_tokens: 1 } }));
    await push();
    home.append(SESSION, line('grown', { usage: { output_tokens: 321 } }));
    expect((await push()).code).toBe(0);
    await countedSoon('grown').toEqual([['Claude Code', 'claude-opus-4-5-20251101', '1', '10', '2000', '300', '321']]);
  });

  it('tells what the server refuses, and stores the rest', async () => {
    const { home, push } = machine();
    const ahead = new Date(Date.now() + 3 * 86_400_000).toISOString();
    home.write(SESSION, line('ahead', { timestamp: ahead }), line('right'));
    const { code, output, errors } = await push();
    expect({ code, output }).toEqual({ code: 6, output: '1 response sent; 1 session file.\n' });
    expect(errors).toContain('is more than a day ahead. Set the clock and send it again.');
    await countedSoon('right').toHaveLength(1);
  });

  it('with a token that may not record says so and keeps its place', async () => {
    const { home, push } = machine();
    home.write(SESSION, line('refused'));
    const environment = {
      HOME: home.path,
      OUTLAY_TOKEN: server.tokens.member,
      OUTLAY_STATE_DIR: join(home.path, 'state'),
    };
    expect(await outlay(['push'], { environment })).toMatchObject({ code: 5, output: '' });
    expect((await push()).output).toBe('1 response sent; 1 session file.\n');
  });

  it('without a server keeps usage and says so', async () => {
    const { home } = machine();
    home.write(SESSION, line('kept'));
    // Nothing listens on port 9 of this machine.
    const environment = {
      HOME: home.path,
      OUTLAY_URL: 'http://127.0.0.1:9',
      OUTLAY_TOKEN: 'x',
      OUTLAY_STATE_DIR: join(home.path, 'state'),
    };
    const { code, errors } = await outlay(['push'], { environment });
    expect(code).toBe(4);
    expect(errors).toContain('1 new response kept on this machine until the next push.');
  });
});
