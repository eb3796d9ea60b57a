import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pushFolder } from '../../push/push-folder.ts';
import { Spool } from '../../push/spool.ts';
import { environment, outlay, server } from '../../test/sample-server.ts';
import { startScriptedServer } from '../../test/scripted-server.ts';
import { clockOf } from '../doctor/check-server.ts';
import type { Finding } from '../doctor/finding.ts';

const home = mkdtempSync(join(tmpdir(), 'outlay-doctor-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function findings(more: Record<string, string> = {}, now?: () => Date) {
  const options = { environment: { HOME: home, ...more }, ...(now ? { now } : {}) };
  const { code, output } = await outlay(['doctor', '--json'], options);
  const found: Finding[] = JSON.parse(output);
  return { code, of: (subject: string) => found.find((finding) => finding.subject === subject) };
}

test('finds nothing wrong, and says what the token may do', async () => {
  const { code, of } = await findings();
  expect(code).toBe(0);
  expect(of('Server')).toMatchObject({ state: 'OK', text: expect.stringContaining(`${server.url} answered in`) });
  expect(of('Clock')).toEqual({ subject: 'Clock', state: 'OK', text: 'agrees with the server.' });
  expect(of('Token')?.text).toMatch(
    /^"All" of Ada Admin <ada@example\.com>, may: read, usage:write, manage; expires on \d/,
  );
  expect(of('Unsent usage')).toMatchObject({ state: 'OK', text: 'none.' });
  expect(of('Update')).toBeUndefined();
  const { output } = await outlay(['doctor'], { environment: { HOME: home } });
  expect(output).toMatch(/^ok +Version +outlay 0\.1\.0, Node /);
});

test('counts the session files it would push', async () => {
  const folder = join(home, '.claude', 'projects', 'work');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'a.jsonl'), '{}\n');
  writeFileSync(join(folder, 'b.jsonl'), '{}\n');
  const { of } = await findings();
  expect(of('Claude Code')).toMatchObject({ state: 'OK', text: '2 session files, 0.0 MB.' });
});

test('tells of usage that waits, and of usage that was refused', async () => {
  const state = { OUTLAY_STATE_DIR: join(home, 'state') };
  const folder = pushFolder(state, server.url);
  for (const name of ['spool', 'refused']) new Spool(join(folder, name), 1e6).add([]);
  const { code, of } = await findings(state);
  expect(code).toBe(0);
  expect(of('Unsent usage')).toEqual({
    subject: 'Unsent usage',
    state: 'WARNING',
    text: `1 batch, 0.0 MB, in ${join(folder, 'spool')}. Run: outlay push`,
  });
  expect(of('Refused usage')?.state).toBe('WARNING');
});

test('warns of a token that expires soon', async () => {
  const { code, of } = await findings({}, () => new Date(Date.now() + 20 * 86_400_000));
  expect(of('Token')).toMatchObject({
    state: 'WARNING',
    text: expect.stringContaining('in 9 days. Make another in time.'),
  });
  // The clock of this test is wrong too.
  expect(code).toBe(7);
  expect(of('Clock')).toMatchObject({
    state: 'PROBLEM',
    text: expect.stringMatching(/^is 1728\d\d\d s ahead of the server/),
  });
});

test('7: a server that cannot be reached', async () => {
  const { code, of } = await findings({ OUTLAY_URL: 'http://127.0.0.1:2' });
  expect(code).toBe(7);
  expect(of('Server')).toMatchObject({ state: 'PROBLEM', text: expect.stringContaining('cannot be reached') });
});

test('7: a token that opens nothing', async () => {
  const { code, of } = await findings({ OUTLAY_TOKEN: 'outlay_wrong' });
  expect(code).toBe(7);
  expect(of('Token')).toMatchObject({ state: 'PROBLEM', text: expect.stringContaining('Run: outlay login') });
});

test('7: nobody signed in, or a token that others can read', async () => {
  const signedOut = { OUTLAY_URL: '', OUTLAY_TOKEN: '' };
  expect((await findings(signedOut)).of('Sign-in')).toMatchObject({
    state: 'PROBLEM',
    text: expect.stringContaining('outlay login'),
  });
  await outlay(['login', '--token', server.tokens.admin]);
  chmodSync(join(environment.OUTLAY_CONFIG_DIR, 'sign-in.json'), 0o644);
  const { code, of } = await findings({ OUTLAY_TOKEN: '' });
  expect(code).toBe(7);
  expect(of('Sign-in')).toMatchObject({ state: 'PROBLEM', text: expect.stringContaining('Run: chmod 600') });
  await outlay(['logout']);
});

test('7: something else at the address', async () => {
  const other = await startScriptedServer([{ status: 404, body: 'no' }]);
  const { code, of } = await findings({ OUTLAY_URL: other.url });
  await other.close();
  expect(code).toBe(7);
  expect(of('Server')).toMatchObject({ state: 'PROBLEM', text: `${other.url} answers with HTTP 404.` });
});

test('warns of another version than the server hands out, and says how to get that', async () => {
  const answers = (name: string | undefined, status = 200) => [
    { status: 200 },
    { status: 200, body: JSON.stringify({ data: { currentToken: null } }) },
    { status, headers: name === undefined ? {} : { 'content-disposition': `attachment; filename="${name}"` } },
  ];
  const update = async (scripted: ReturnType<typeof answers>) => {
    const other = await startScriptedServer(scripted);
    const { code, of } = await findings({ OUTLAY_URL: other.url });
    await other.close();
    expect(other.received.at(-1)).toMatchObject({ method: 'HEAD', path: '/client/outlay.tgz' });
    return { code, state: of('Update')?.state, text: of('Update')?.text.replace(other.url, 'URL') };
  };
  expect(await update(answers('outlay-9.1.0.tgz'))).toEqual({
    code: 0,
    state: 'WARNING',
    text: 'The server hands out outlay 9.1.0; this is 0.1.0. Run: npm install --global URL/client/outlay.tgz',
  });
  for (const scripted of [answers('outlay-0.1.0.tgz'), answers('outlay-9.1.0.tgz', 404), answers(undefined)])
    expect(await update(scripted)).toEqual({ code: 0, state: undefined, text: undefined });
});

test('a slow answer is no wrong clock', () => {
  const date = 'Sun, 22 Nov 2026 12:00:00 GMT';
  const at = Date.parse(date);
  expect(clockOf(date, at, at + 40_000)).toMatchObject([{ state: 'OK' }]);
  expect(clockOf(date, at - 60_000, at - 59_000)).toMatchObject([
    { state: 'PROBLEM', text: expect.stringContaining('behind the server') },
  ]);
  expect(clockOf(undefined, at, at)).toEqual([]);
});
