import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { server } from './test/sample-server.ts';
import { openUserMachine, type UserMachine } from './test/user-machine.ts';

interface Snippet {
  id: string;
  install?: string;
  code: string;
}

const page = join(import.meta.dirname, '../../web/src/features/auth/set-up-snippets.ts');
let machine: UserMachine;
let codeOf: (id: string) => string;
let installOf: (id: string) => string;

/** What "My tokens & set-up" shows at this server. */
beforeAll(async () => {
  const { setUpSnippets }: { setUpSnippets(origin: string): Snippet[] } = await import(pathToFileURL(page).href);
  const snippets = new Map(setUpSnippets(server.url).map((snippet) => [snippet.id, snippet]));
  codeOf = (id) => snippets.get(id)?.code ?? '';
  installOf = (id) => snippets.get(id)?.install ?? '';
  machine = openUserMachine();
});
afterAll(() => machine.close());

const post = (url: string, headers: Record<string, string>, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

test('session files: every line runs, one after the other', async () => {
  const lines = [installOf('push'), ...codeOf('push').split('\n')];
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    const { code, errors } = await machine.run(line, {}, `${server.tokens.usageOnly}\n`);
    expect({ line, code, errors }).toMatchObject({ line, code: 0 });
  }
  if (process.platform === 'linux') {
    expect(existsSync(join(machine.home, '.config/systemd/user/outlay-push.timer'))).toBe(true);
  }
});

test('your code: the first line installs what the program imports, and its calls arrive', async () => {
  const [shown, call] = [codeOf('sdk').split('\n'), { vendor: 'anthropic', model: 'claude-opus-4-5', inputTokens: 1 }];
  const own = shown.filter((line) => !line.includes('nthropic'));
  expect(own.length).toBe(shown.length - 2);
  const program = [...own, `tracker.trackLLMCall(${JSON.stringify(call)});`, 'console.log(await tracker.flush());'];
  writeFileSync(join(machine.home, 'program.mjs'), program.join('\n'));
  const token = { OUTLAY_TOKEN: server.tokens.usageOnly };
  const { code, output, errors } = await machine.run(`${installOf('sdk')} && node program.mjs`, token);
  expect({ code, errors }).toMatchObject({ code: 0 });
  expect(output).toMatch(/^0$/m);
});

test.each([
  ['claude-code', 'OTEL_EXPORTER_OTLP_ENDPOINT', ['/v1/logs', '/v1/metrics']],
  ['otel', 'OTEL_EXPORTER_OTLP_ENDPOINT', ['/v1/traces', '/v1/metrics', '/v1/logs']],
  ['gemini-cli', 'GEMINI_TELEMETRY_OTLP_ENDPOINT', ['']],
])('%s: what the shell is told leads to an address that takes it', async (id, name, paths) => {
  const shown = `printf '%s\\n' "$${name}" "$OTEL_EXPORTER_OTLP_HEADERS"`;
  const { code, output } = await machine.run(`set -eu\n${codeOf(id)}\n${shown}`, {
    OUTLAY_TOKEN: server.tokens.usageOnly,
  });
  expect(code).toBe(0);
  const [endpoint, header = ''] = output.trim().split('\n');
  // The value is encoded as in a W3C baggage header, which exporters decode.
  const [key = '', value = ''] = header.split(/=(.*)/s).map(decodeURIComponent);
  for (const path of paths) {
    const answer = await post(`${endpoint}${path}`, { [key]: value }, { resourceLogs: [] });
    expect({ path, status: answer.status }).toEqual({ path, status: 200 });
    expect((await post(`${endpoint}${path}`, {}, {})).status).toBe(401);
  }
});

test('codex: the endpoint takes what the header lets in', async () => {
  const code = codeOf('codex').replace('YOUR_TOKEN', server.tokens.usageOnly);
  const [, endpoint = ''] = /^endpoint = "(.+)"$/m.exec(code) ?? [];
  const [, name = '', value = ''] = /^"(.+)" = "(.+)"$/m.exec(code) ?? [];
  expect((await post(endpoint, { [name]: value }, {})).status).toBe(200);
});

test('assistants: the address and header that the command names open a session', async () => {
  machine.addProgram('claude', 'printf "%s\\n" "$@"');
  const { output } = await machine.run(codeOf('mcp'), { OUTLAY_TOKEN: server.tokens.member });
  const words = output.trim().split('\n');
  expect(words.slice(0, 5)).toEqual(['mcp', 'add', '--transport', 'http', 'outlay']);
  const [name = '', value = ''] = words[words.indexOf('--header') + 1]?.split(': ') ?? [];
  const clientInfo = { name: 'test', version: '1' };
  const answer = await post(
    words[5] ?? '',
    { [name]: value, accept: 'application/json, text/event-stream' },
    {
      ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo },
    },
  );
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain('"serverInfo"');
});
