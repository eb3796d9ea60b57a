import { copyFileSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { Home, NOW } from './push-kit.ts';
import { type PushOptions, pushSessions } from './push-sessions.ts';
import { usageSender } from './send-usage.ts';
import { responseLine } from './sources/claude-code/claude-code-kit.ts';
import { SOURCES } from './sources/registry.ts';
import { UsageServer } from './usage-server.ts';

const SESSION = '.claude/projects/p/s1.jsonl';
const line = (n: number, output = 50) =>
  responseLine({ message: { id: `msg_${n}` }, requestId: `req_${n}`, usage: { output_tokens: output } });
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => line(from + index));

let server: UsageServer;
beforeEach(async () => {
  server = await UsageServer.start();
  return () => server.close();
});

/** A machine of its own: home folder and state. */
class Machine extends Home {
  readonly state = join(this.path, 'state');

  push(over: Partial<PushOptions> = {}) {
    const send = usageSender({ url: server.url, token: 'out_x' }, { attempts: 1 });
    return pushSessions({
      sources: SOURCES,
      environment: {},
      folder: this.state,
      send,
      now: () => NOW,
      home: this.path,
      ...over,
    });
  }

  spooled(): string[] {
    return readdirSync(join(this.state, 'spool'));
  }
}

const requests = () => [...server.events.values()].map(({ requestId }) => requestId).sort();
const expected = (count: number) => Array.from({ length: count }, (_, index) => `req_${index + 1}`).sort();

describe('a push', () => {
  it('sends what is new, and nothing when nothing is', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 3));
    expect(await machine.push()).toMatchObject({ files: 1, accepted: 3, duplicates: 0, spooled: 0, problems: [] });
    server.requests = 0;
    expect(await machine.push()).toMatchObject({ files: 1, accepted: 0 });
    expect(server.requests).toBe(0);
    machine.append(SESSION, line(4));
    expect(await machine.push()).toMatchObject({ accepted: 1, duplicates: 0 });
  });

  it('keeps its progress when the end of the files fills a batch', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 1_500));
    expect(await machine.push()).toMatchObject({ accepted: 1_500 });
    server.requests = 0;
    expect(await machine.push()).toMatchObject({ accepted: 0, duplicates: 0 });
    expect(server.requests).toBe(0);
  });

  it('sends everything again when asked to, which counts nothing twice', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 3));
    await machine.push();
    expect(await machine.push({ isFull: true })).toMatchObject({ accepted: 0, duplicates: 3 });
    writeFileSync(join(machine.state, 'marks.json'), '{"version":1,"files":{"/x":');
    expect(await machine.push()).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(requests()).toEqual(expected(3));
  });

  it('replaces what was sent half written', async () => {
    const machine = new Machine();
    machine.write(SESSION, line(1, 3));
    await machine.push();
    machine.append(SESSION, line(1, 90));
    await machine.push();
    expect(server.totals()).toMatchObject({ events: '1', outputTokens: '90' });
  });

  it('of two machines with the same sessions counts them once', async () => {
    const [laptop, desktop] = [new Machine(), new Machine()];
    laptop.write(SESSION, ...lines(1, 5));
    mkdirSync(dirname(join(desktop.path, SESSION)), { recursive: true });
    copyFileSync(join(laptop.path, SESSION), join(desktop.path, SESSION));
    desktop.append(SESSION, line(6));
    await laptop.push();
    expect(await desktop.push()).toMatchObject({ accepted: 1, duplicates: 5 });
    expect(requests()).toEqual(expected(6));
  });

  it('goes to each server in full', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 2));
    await machine.push();
    expect(await machine.push({ folder: join(machine.path, 'other-server') })).toMatchObject({ duplicates: 2 });
  });

  it('says what the person says of all usage', async () => {
    const machine = new Machine();
    machine.write(SESSION, line(1));
    await machine.push({ overrides: { billingKind: 'INCLUDED', project: 'web', agent: 'night-shift' } });
    expect([...server.events.values()]).toMatchObject([
      { billingKind: 'INCLUDED', project: 'web', agent: 'night-shift', tool: 'claude_code' },
    ]);
  });

  it('does nothing while another one is at work, and takes over from one that was killed', async () => {
    const machine = new Machine();
    machine.write(SESSION, line(1));
    mkdirSync(machine.state, { recursive: true });
    writeFileSync(join(machine.state, 'lock'), String(process.ppid));
    await expect(machine.push({ now: () => new Date() })).rejects.toThrow(/Another outlay push is running/);
    // No process has this number: Linux ends at 4194304.
    writeFileSync(join(machine.state, 'lock'), '99999999');
    expect(await machine.push({ now: () => new Date() })).toMatchObject({ accepted: 1 });
    expect(readdirSync(machine.state)).not.toContain('lock');
  });

  it('counts once whatever time the clock tells', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 2));
    await machine.push({ now: () => new Date('1999-12-31T23:59:59Z') });
    machine.append(SESSION, line(3));
    await machine.push({ now: () => new Date('2099-01-01T00:00:00Z') });
    machine.append(SESSION, line(4));
    await machine.push({ now: () => new Date('2000-01-01T00:00:00Z') });
    expect(requests()).toEqual(expected(4));
  });
});

describe('while the server cannot be reached', () => {
  it.each(['REFUSED', 'BUSY', 'PORTAL'] as const)('usage is kept on disk and sent later (%s)', async (fault) => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 3));
    server.fault = () => fault;
    expect(await machine.push()).toMatchObject({ accepted: 0, spooled: 3, failure: expect.any(Error) });
    machine.append(SESSION, line(4));
    expect(await machine.push()).toMatchObject({ spooled: 1 });
    // Tools delete old sessions; what was read is safe.
    writeFileSync(join(machine.path, SESSION), '');
    server.fault = () => 'NONE';
    expect(await machine.push()).toMatchObject({ accepted: 4, spooled: 0, failure: undefined });
    expect(requests()).toEqual(expected(4));
    expect(machine.spooled()).toEqual([]);
  });

  it('asks once per push, not once per batch', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 9_000));
    server.fault = () => 'REFUSED';
    expect(await machine.push()).toMatchObject({ spooled: 9_000 });
    expect(server.requests).toBe(1);
  });

  it('stops reading when the disk may hold no more, and loses nothing', async () => {
    const machine = new Machine();
    for (let file = 0; file < 5; file += 1) {
      machine.write(`.claude/projects/p/f${file}.jsonl`, ...lines(1 + file * 2_000, (file + 1) * 2_000));
    }
    server.fault = () => 'REFUSED';
    const { spooled, stoppedBy } = await machine.push({ spoolBytes: 2_000_000 });
    expect(spooled).toBeGreaterThan(0);
    expect(spooled).toBeLessThan(10_000);
    expect(stoppedBy?.message).toBe('Unsent usage fills its 2 MB');
    expect(await machine.push({ spoolBytes: 2_000_000 })).toMatchObject({ spooled: 0, stoppedBy: expect.any(Error) });
    server.fault = () => 'NONE';
    expect(await machine.push({ spoolBytes: 2_000_000 })).toMatchObject({ accepted: 10_000, stoppedBy: undefined });
    expect(requests()).toEqual(expected(10_000));
  });

  it('sets a batch aside that the disk damaged, and sends the others', async () => {
    const machine = new Machine();
    server.fault = () => 'REFUSED';
    machine.write(SESSION, line(1));
    await machine.push();
    machine.append(SESSION, line(2));
    await machine.push();
    const [first = ''] = machine.spooled();
    writeFileSync(join(machine.state, 'spool', first), '[{"idempo');
    server.fault = () => 'NONE';
    const { accepted, problems } = await machine.push();
    expect({ accepted, problems }).toEqual({
      accepted: 1,
      problems: [{ path: join(machine.state, 'spool', `${first}.damaged`), kind: 'malformed' }],
    });
    expect(machine.spooled()).toEqual([`${first}.damaged`]);
  });

  it('sends again what arrived without an answer, which counts once', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 3));
    server.fault = () => 'LOST';
    expect(await machine.push()).toMatchObject({ spooled: 3 });
    server.fault = () => 'NONE';
    expect(await machine.push()).toMatchObject({ accepted: 0, duplicates: 3 });
    expect(requests()).toEqual(expected(3));
  });
});

describe('what the server refuses', () => {
  it('of a batch is kept and offered again, the rest is stored', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 3));
    server.rejects = ({ requestId }) => (requestId === 'req_2' ? 'lies in the future' : undefined);
    expect(await machine.push()).toMatchObject({
      accepted: 2,
      rejections: [{ field: 'model', message: 'lies in the future' }],
    });
    expect(await machine.push()).toMatchObject({ accepted: 0, rejections: [{ message: 'lies in the future' }] });
    server.rejects = () => undefined;
    expect(await machine.push()).toMatchObject({ accepted: 1, rejections: [] });
    expect(requests()).toEqual(expected(3));
  });

  it('is given up when the person says so', async () => {
    const machine = new Machine();
    machine.write(SESSION, ...lines(1, 2));
    server.rejects = ({ requestId }) => (requestId === 'req_2' ? 'never' : undefined);
    await machine.push();
    server.requests = 0;
    expect(await machine.push({ dropsRefused: true })).toMatchObject({ rejections: [] });
    expect(await machine.push()).toMatchObject({ rejections: [] });
    expect(server.requests).toBe(0);
  });

  it('as a whole ends the push without progress', async () => {
    const machine = new Machine();
    machine.write(SESSION, line(1));
    const send = async () => {
      throw Object.assign(new Error('This token may not record usage.'), { code: 'FORBIDDEN' });
    };
    await expect(machine.push({ send })).rejects.toThrow('This token may not record usage.');
    expect(await machine.push()).toMatchObject({ accepted: 1 });
  });
});

it('keeps what it wrote for this person alone', async () => {
  const machine = new Machine();
  machine.write(SESSION, line(1));
  server.fault = () => 'REFUSED';
  await machine.push();
  const modes = ['marks.json', 'spool', ...machine.spooled().map((name) => join('spool', name))].map(
    (name) => statSync(join(machine.state, name)).mode & 0o077,
  );
  expect(modes).toEqual([0, 0, 0]);
});
