import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { randomFrom } from '../../bench/random.ts';
import { Home, NOW } from './push-kit.ts';
import { pushSessions } from './push-sessions.ts';
import { usageSender } from './send-usage.ts';
import { responseLine } from './sources/claude-code/claude-code-kit.ts';
import { SOURCES } from './sources/registry.ts';
import { type Fault, UsageServer } from './usage-server.ts';

const line = (n: number, output: number) =>
  responseLine({ message: { id: `msg_${n}` }, requestId: `req_${n}`, usage: { output_tokens: output } });

async function startServer(): Promise<UsageServer> {
  const server = await UsageServer.start();
  onTestFinished(() => server.close());
  return server;
}

const FAULTS: readonly Fault[] = ['NONE', 'NONE', 'REFUSED', 'LOST', 'BUSY', 'PORTAL'];

/** What happens in turn: responses are written (again), or a machine pushes while the server fails or the push dies. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    machine: fc.nat(1),
    file: fc.nat(3),
    from: fc.nat(40),
    count: fc.integer({ min: 1, max: 25 }),
    output: fc.integer({ min: 1, max: 99 }),
  }),
  fc.record({
    kind: fc.constant('push' as const),
    machine: fc.nat(1),
    fault: fc.constantFrom(...FAULTS),
    dies: fc.constantFrom('no' as const, 'no' as const, 'before' as const, 'after' as const),
  }),
);

class Killed extends Error {}

describe('whatever happens in whatever order', () => {
  it('everything arrives once, with the most tokens written of it', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const server = await UsageServer.start();
        const machines = [new Home(), new Home()];
        const most = new Map<number, number>();
        const push = (home: Home, dies: 'no' | 'before' | 'after') => {
          const deliver = usageSender({ url: server.url, token: 'out_x' }, { attempts: 1 });
          return pushSessions({
            sources: SOURCES,
            environment: {},
            folder: join(home.path, 'state'),
            now: () => NOW,
            home: home.path,
            send: async (events) => {
              if (dies === 'before') throw new Killed();
              const delivery = await deliver(events);
              if (dies === 'after') throw new Killed();
              return delivery;
            },
          });
        };
        try {
          for (const each of steps) {
            const home = machines[each.machine];
            if (!home) continue;
            if (each.kind === 'write') {
              const path = `.claude/projects/p/s${each.file}.jsonl`;
              mkdirSync(join(home.path, '.claude/projects/p'), { recursive: true });
              const numbers = Array.from({ length: each.count }, (_, index) => each.from + index);
              home.append(path, ...numbers.map((n) => line(n, each.output)));
              for (const n of numbers) most.set(n, Math.max(most.get(n) ?? 0, each.output));
            } else {
              server.fault = () => each.fault;
              await push(home, each.dies).catch((error: unknown) => {
                if (!(error instanceof Killed)) throw error;
              });
            }
          }
          server.fault = () => 'NONE';
          for (const home of machines) await push(home, 'no');
          const arrived = [...server.events.values()].map(
            ({ requestId, outputTokens }) => `${requestId} ${outputTokens}`,
          );
          expect(arrived.sort()).toEqual([...most].map(([n, output]) => `req_${n} ${output}`).sort());
        } finally {
          await server.close();
        }
      }),
      { numRuns: 40 },
    );
  });
});

function startPush(home: Home, url: string, times: string, limit = 'unlimited'): ChildProcess {
  const script = join(import.meta.dirname, 'push-process.ts');
  const args = [script, home.path, join(home.path, 'state'), url, times];
  const child = spawn('bash', ['-c', `ulimit -f ${limit}; exec "$@"`, 'push', process.execPath, ...args], {
    stdio: ['ignore', 'pipe', limit === '0' ? 'pipe' : 'inherit'],
    env: { PATH: process.env.PATH, HOME: home.path },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

describe('a process', () => {
  it('killed at any moment loses nothing and doubles nothing', { timeout: 240_000 }, async () => {
    const server = await startServer();
    const home = new Home();
    const random = randomFrom(7);
    let written = 0;
    for (let round = 0; round < 14; round += 1) {
      const count = 400 + Math.floor(random() * 2_000);
      const all = Array.from({ length: count }, (_, index) => line(written + index, 1 + ((written + index) % 90)));
      mkdirSync(join(home.path, '.claude/projects/p'), { recursive: true });
      mkdirSync(join(home.path, 'state'), { recursive: true });
      home.append(`.claude/projects/p/s${round % 3}.jsonl`, ...all);
      written += count;

      const child = startPush(home, server.url, 'forever');
      const ended = once(child, 'exit');
      // Killed at the n-th request, or the n-th change on disk, whichever comes first.
      let left = 1 + Math.floor(random() * 6);
      const fault = FAULTS[Math.floor(random() * FAULTS.length)] ?? 'NONE';
      const moment = () => {
        left -= 1;
        if (left === 0) child.kill('SIGKILL');
      };
      server.fault = () => {
        moment();
        return fault;
      };
      const watcher = watch(join(home.path, 'state'), { recursive: true }, moment);
      await ended;
      watcher.close();
    }
    server.fault = () => 'NONE';
    const last = startPush(home, server.url, '1');
    await once(last, 'exit');
    expect(server.events.size).toBe(written);
    const sum = Array.from({ length: written }, (_, index) => 1 + (index % 90)).reduce(
      (all, output) => all + output,
      0,
    );
    expect(server.totals().outputTokens).toBe(String(sum));
  });

  it('where not even progress can be kept names the folder and what to do, and is in no way later', async () => {
    const server = await startServer();
    const home = new Home();
    home.write('.claude/projects/p/s1.jsonl', line(1, 5));
    mkdirSync(join(home.path, 'state'));
    const full = startPush(home, server.url, '1', '0');
    const errors = full.stderr ? await text(full.stderr) : '';
    expect(errors).toContain(`There is no room left in ${join(home.path, 'state')}. Free disk space, or set`);
    expect(server.events.size).toBe(0);
    const roomy = startPush(home, server.url, '1');
    expect(JSON.parse(roomy.stdout ? await text(roomy.stdout) : '')).toMatchObject({ accepted: 1 });
  });

  it('on a disk that takes no more says so, keeps its place and goes on when there is room', {
    timeout: 120_000,
  }, async () => {
    const server = await startServer();
    const home = new Home();
    home.write('.claude/projects/p/s1.jsonl', ...Array.from({ length: 300 }, (_, index) => line(index, 5)));
    server.fault = () => 'REFUSED';
    // Files may not grow beyond 8 KB, which is what a full disk looks like to a process.
    const full = startPush(home, server.url, '1', '8');
    const output = full.stdout ? await text(full.stdout) : '';
    expect(JSON.parse(output)).toEqual({ accepted: 0, spooled: 0, stoppedBy: 'EFBIG' });
    server.fault = () => 'NONE';
    const roomy = startPush(home, server.url, '1');
    expect(JSON.parse(roomy.stdout ? await text(roomy.stdout) : '')).toMatchObject({ accepted: 300, stoppedBy: null });
    expect(server.events.size).toBe(300);
  });
});
