import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { UnavailableFailure } from '../server/failures.ts';
import type { Send } from './outbox.ts';
import { Home } from './push-kit.ts';
import type { Pushed } from './push-sessions.ts';
import { responseLine } from './sources/claude-code/claude-code-kit.ts';
import { claudeCode } from './sources/claude-code/source.ts';
import { watchSessions } from './watch-sessions.ts';

const SESSION = '.claude/projects/p/s1.jsonl';
const FOREVER = 3_600_000;
const line = (n: number) => responseLine({ message: { id: `msg_${n}` }, requestId: `req_${n}` });

/** A watch at work; `next` is the next push that sent or kept something. */
function startWatch({ rescanMs = FOREVER, send }: { rescanMs?: number; send?: Send } = {}) {
  const home = new Home();
  const interruption = new AbortController();
  const done: Pushed[] = [];
  const failures: unknown[] = [];
  let wake = () => {};
  const told = (pushed: Pushed) => {
    if (pushed.accepted + pushed.spooled === 0) return;
    done.push(pushed);
    wake();
  };
  const watching = () =>
    watchSessions({
      sources: [claudeCode],
      environment: {},
      folder: join(home.path, 'state'),
      send: send ?? (async (events) => ({ accepted: events.length, duplicates: 0, rejections: [] })),
      now: () => new Date(),
      home: home.path,
      signal: interruption.signal,
      settleMs: 5,
      rescanMs,
      onPush: told,
      onFailure: (error) => {
        failures.push(error);
        return true;
      },
    });
  onTestFinished(() => interruption.abort());
  const next = async () => {
    while (done.length === 0)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return done.shift();
  };
  return { home, watching, next, failures, stop: () => interruption.abort() };
}

describe('watching', () => {
  it('sends at once what is there, then what comes, until it is stopped', async () => {
    const { home, watching, next, stop } = startWatch();
    home.write(SESSION, line(1));
    const watch = watching();
    expect(await next()).toMatchObject({ accepted: 1 });
    home.append(SESSION, line(2), line(3));
    expect(await next()).toMatchObject({ accepted: 2 });
    home.write('.claude/projects/q/deep/s2.jsonl', line(4));
    expect(await next()).toMatchObject({ accepted: 1 });
    stop();
    await watch;
  });

  it('finds by itself a folder that comes later', async () => {
    const { home, watching, next, stop } = startWatch({ rescanMs: 20 });
    const watch = watching();
    home.write(SESSION, line(1));
    expect(await next()).toMatchObject({ accepted: 1 });
    stop();
    await watch;
  });

  it('goes on while the server is away, and sends what was kept when it is back', async () => {
    let isAway = true;
    const sent: string[] = [];
    const { home, watching, next, failures, stop } = startWatch({
      rescanMs: 20,
      send: async (events) => {
        if (isAway) throw new UnavailableFailure('away');
        sent.push(...events.map(({ requestId }) => requestId ?? ''));
        return { accepted: events.length, duplicates: 0, rejections: [] };
      },
    });
    home.write(SESSION, line(1));
    const watch = watching();
    expect(await next()).toMatchObject({ spooled: 1 });
    isAway = false;
    expect(await next()).toMatchObject({ accepted: 1 });
    stop();
    await watch;
    expect({ sent, failures }).toEqual({ sent: ['req_1'], failures: [] });
  });
});
