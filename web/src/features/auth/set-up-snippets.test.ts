import { expect, test } from 'vitest';
import { setUpSnippets } from './set-up-snippets.ts';

const ORIGIN = 'https://outlay.example.com';

test('every snippet names this server, by the paths it answers', () => {
  for (const { id, code } of setUpSnippets(ORIGIN)) {
    const paths = [...code.matchAll(/https:\/\/outlay\.example\.com([\w/.-]*)/g)].map(([, path]) => path);
    expect({ id, paths }).toEqual({ id, paths: [expect.stringMatching(/^(\/v1\/logs|\/v1\/otlp|\/mcp)?$/)] });
  }
});

test('what needs the package begins with getting it from this server, and from nowhere else', () => {
  const snippets = setUpSnippets(ORIGIN);
  const needsPackage = snippets.filter(({ code }) => /^outlay |from 'outlay'/m.test(code));
  expect(needsPackage.map(({ id, install }) => [id, install])).toEqual([
    ['push', 'npm install --global https://outlay.example.com/client/outlay.tgz'],
    ['sdk', 'npm install https://outlay.example.com/client/outlay.tgz'],
  ]);
  expect(snippets.filter(({ install }) => install !== undefined)).toEqual(needsPackage);
  expect(JSON.stringify(snippets)).not.toMatch(/npx|npm (install|i|exec) (--global )?outlay/);
});

test('no snippet sends prompts, and none that can avoid it writes the token down', () => {
  const snippets = setUpSnippets(ORIGIN);
  const of = (id: string) => snippets.find((snippet) => snippet.id === id)?.code ?? '';
  expect(of('codex')).toContain('log_user_prompt = false');
  expect(of('gemini-cli')).toContain('GEMINI_TELEMETRY_LOG_PROMPTS=false');
  expect(snippets.filter(({ code }) => code.includes('YOUR_TOKEN')).map(({ id }) => id)).toEqual(['codex']);
});

test('the token is a header that every OpenTelemetry exporter reads, and the tools as they document it', () => {
  const headerOf = (id: string) =>
    /OTEL_EXPORTER_OTLP_HEADERS="([^"]+)"/.exec(
      setUpSnippets(ORIGIN).find((snippet) => snippet.id === id)?.code ?? '',
    )?.[1];
  expect(headerOf('otel')).toBe('Authorization=Bearer%20$OUTLAY_TOKEN');
  expect(headerOf('claude-code')).toBe('Authorization=Bearer $OUTLAY_TOKEN');
  expect(headerOf('gemini-cli')).toBe('Authorization=Bearer $OUTLAY_TOKEN');
});
