import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';
import { CHAT, TRACKED_CHAT } from './testing/openai-answers.ts';
import { createReceiver } from './testing/receiver.ts';

let code = '';
beforeAll(async () => {
  const bundle = await rolldown({ input: join(import.meta.dirname, 'index.ts'), platform: 'browser' });
  const { output } = await bundle.generate({ format: 'iife', name: 'outlay', codeSplitting: false, minify: true });
  code = output[0].code;
  expect(output).toHaveLength(1);
});

/** The Web APIs that edge runtimes share, and nothing of Node. */
const WEB = {
  ...{ AbortController, FormData, Headers, ReadableStream, Request, Response, TextDecoder, TextEncoder, URL },
  ...{ crypto, clearTimeout, setTimeout },
};

const PROGRAM = `(async () => {
  const tracker = outlay.createTracker({
    url: 'https://outlay.test', token: 't', spool: { directory: 'never' }, batchSize: 3,
    hooks: { onError: ({ message }) => told.push(message), onDrop: ({ message }) => told.push(message) },
  });
  tracker.trackLLMCall({ vendor: 'anthropic', model: 'm', inputText: 'Hello', outputTokens: 2 });
  await tracker.withContext({ agent: 'edge' }, async (scoped) => {
    await Promise.resolve();
    scoped.trackUsage({ vendor: 'anthropic', model: 'm' });
    await scoped.wrapOpenAI(client).ask();
  });
  return tracker.close();
})()`;

/** What every vendor's client does: send by its fetch, and be copied with another. */
function clientWith(own: typeof fetch) {
  return {
    fetch: own,
    withOptions: ({ fetch: other }: { fetch: typeof fetch }) => clientWith(other),
    ask: async () => {
      const request = { method: 'POST', body: '{}', headers: { authorization: 'Bearer sk-proj-0123456789wXyZ' } };
      return (await own('https://api.openai.com/v1/chat/completions', request)).json();
    },
  };
}

test('runs where there are only Web APIs: no Node module, no process, no context that follows by itself', async () => {
  const receiver = createReceiver();
  const told: string[] = [];
  const outlay: typeof fetch = async (_input, init) => receiver.answer(init?.body);
  const client = clientWith(async () => Response.json(CHAT));
  const context = createContext({ ...WEB, fetch: outlay, client, told });
  runInContext(code.replace(/^var outlay/, 'globalThis.outlay'), context);
  expect(await runInContext(PROGRAM, context)).toBe(0);
  expect(receiver.events()).toMatchObject([
    { model: 'm', outputTokens: '2', isEstimated: true },
    { model: 'm', agent: 'edge' },
    { ...TRACKED_CHAT, agent: 'edge' },
  ]);
  expect(told).toEqual([expect.stringContaining('no spool')]);
});

test('names no module of Node to import, and stays small', () => {
  expect(code).not.toMatch(/\b(import|require)\s*\(|\bfrom\s*["']/);
  expect(gzipSync(code).length).toBeLessThan(13_000);
});
