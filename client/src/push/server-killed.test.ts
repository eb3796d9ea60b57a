import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { randomFrom } from '../../bench/random.ts';
import { freePort, openApi } from '../test/child-servers.ts';
import { createToken, setUpOrganization } from '../test/fill-organization.ts';
import { Home } from './push-kit.ts';
import { type Pushed, pushSessions } from './push-sessions.ts';
import { usageSender } from './send-usage.ts';
import { responseLine } from './sources/claude-code/claude-code-kit.ts';
import { claudeCode } from './sources/claude-code/source.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 3;
const RESPONSES = 2_500;
/** A batch is stored within a few hundred milliseconds: anywhere before, in or after that. */
const WITHIN_MS = 900;
const timestamp = new Date(Date.now() - DAY_MS).toISOString();
const date = (offset: number) => new Date(Date.now() + offset * DAY_MS).toISOString().slice(0, 10);
const output = (n: number) => 1 + (n % 90);

const linesOf = (n: number) => {
  const line = (tokens: number) =>
    responseLine({ timestamp, message: { id: `msg_${n}` }, requestId: `req_${n}`, usage: { output_tokens: tokens } });
  return [line(1), line(output(n))];
};

interface Answer {
  data: { pivot: { totals: { values: string[] } } };
}

async function counted(url: string, token: string): Promise<string[]> {
  const query = 'query ($input: PivotInput!) { pivot(input: $input) { totals { values } } }';
  const input = { from: date(-5), until: date(2), rows: ['MODEL'], measures: ['REQUESTS', 'OUTPUT_TOKENS'] };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables: { input } }),
  });
  return ((await response.json()) as Answer).data.pivot.totals.values;
}

it('a server killed in the middle of pushes of two machines, and started again: all arrives, once', {
  timeout: 300_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'outlay-killed-'));
  const port = await freePort();
  let api = await openApi(directory, port);
  onTestFinished(async () => {
    await api.end('SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });
  const { url } = api;
  const token = await createToken(await setUpOrganization(url), 'Push and read', ['READ', 'USAGE_WRITE']);
  const machines = [new Home(), new Home()];
  const push = (home: Home): Promise<Pushed> =>
    pushSessions({
      sources: [claudeCode],
      environment: {},
      folder: join(home.path, 'state'),
      send: usageSender({ url, token }, { attempts: 1 }),
      now: () => new Date(),
      overrides: { billingKind: 'INCLUDED' },
      home: home.path,
    });

  const random = randomFrom(11);
  let written = 0;
  let failures = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const path = `.claude/projects/p/s${round}.jsonl`;
    const [from] = machines.map((home) => join(home.path, path));
    machines[0]?.write(path, ...Array.from({ length: RESPONSES }, (_, index) => linesOf(written + index)).flat());
    written += RESPONSES;
    for (const home of machines.slice(1)) {
      mkdirSync(dirname(join(home.path, path)), { recursive: true });
      copyFileSync(from ?? '', join(home.path, path));
    }
    const pushes = machines.map(push);
    await after(Math.floor(random() * WITHIN_MS));
    await api.end('SIGKILL');
    for (const { failure, accepted, duplicates, spooled } of await Promise.all(pushes)) {
      if (failure) failures += 1;
      // What this push sent, with what an earlier one left, is at the server or on disk.
      expect(accepted + duplicates + spooled).toBeGreaterThanOrEqual(RESPONSES);
    }
    api = await openApi(directory, port);
  }
  expect(failures).toBeGreaterThan(0);
  for (const home of machines)
    expect(await push(home)).toMatchObject({ failure: undefined, rejections: [], spooled: 0 });
  for (const home of machines) expect(await push(home)).toMatchObject({ accepted: 0, duplicates: 0 });
  const sum = Array.from({ length: written }, (_, n) => output(n)).reduce((all, tokens) => all + tokens, 0);
  await expect
    .poll(() => counted(url, token), { timeout: 60_000, interval: 500 })
    .toEqual([String(written), String(sum)]);
});
