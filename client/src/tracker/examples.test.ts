import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import edgeWorker from '../../examples/edge-worker.ts';
import { ask, server } from '../test/sample-server.ts';
import { ANTHROPIC_HEADERS, ANTHROPIC_TEXT, MESSAGE_EVENTS } from './testing/anthropic-answers.ts';
import { CHAT, chatChunks, OPENAI_HEADERS, OPENAI_TEXT, RESPONSE } from './testing/openai-answers.ts';
import { runExample } from './testing/run-example.ts';
import { json, startVendor, stream } from './testing/vendor-server.ts';

let vendor: Awaited<ReturnType<typeof startVendor>>;
const folder = mkdtempSync(join(tmpdir(), 'outlay-examples-'));
beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(async () => {
  await vendor.close();
  rmSync(folder, { recursive: true, force: true });
});

const outlay = { OUTLAY_URL: server.url, OUTLAY_TOKEN: server.tokens.usageOnly };

const TOTALS = `query ($input: PivotInput!) { pivot(input: $input) { rows { labels values } } }`;

/** Requests, input, cache reads and output of a project or customer, as the pivot has them once days are rebuilt. */
async function tracked(
  dimension: string,
  name: string,
  rows: string[],
  measures = ['REQUESTS', 'INPUT_TOKENS', 'CACHE_READ_TOKENS', 'OUTPUT_TOKENS'],
): Promise<Record<string, string[]>> {
  const day = 86_400_000;
  const date = (at: number) => new Date(at).toISOString().slice(0, 10);
  const range = { from: date(Date.now() - day), until: date(Date.now() + 2 * day) };
  const input = { ...range, rows: [dimension, ...rows], measures, first: 1000 };
  const { pivot } = await ask<{ pivot: { rows: { labels: string[]; values: string[] }[] } }>(TOTALS, { input });
  const found = pivot.rows.filter(({ labels }) => labels[0] === name);
  return Object.fromEntries(found.map(({ labels, values }) => [labels.slice(1).join(' '), values]));
}

/** Ends like a key of the connected account, by which the server finds the connection. */
async function knownKey(): Promise<string> {
  const { identities } = await ask<{ identities: { edges: { node: { hint: string | null } }[] } }>(
    '{ identities(filter: { kinds: [API_KEY] }, first: 100) { edges { node { hint } } } }',
  );
  const hint = identities.edges.map(({ node }) => node.hint).find((text) => text?.startsWith('sk-ant-'));
  if (!hint) throw new Error('the sample has no key of Anthropic');
  return `sk-ant-api03-abcdefgh-${hint.slice(-4)}`;
}

const soon = { timeout: 60_000, interval: 250 };

test('support-agent: a streamed answer with agent, session and customer arrives at the server', async () => {
  vendor.willAnswer(stream(MESSAGE_EVENTS, ANTHROPIC_HEADERS));
  const spool = join(folder, 'spool');
  const result = await runExample('support-agent.ts', {
    ...outlay,
    OUTLAY_SPOOL: spool,
    ANTHROPIC_API_KEY: await knownKey(),
    ANTHROPIC_BASE_URL: vendor.url,
  });
  expect(result).toMatchObject({ code: 0, output: `${ANTHROPIC_TEXT}\n` });
  expect(readdirSync(spool)).toEqual([]);
  await expect
    .poll(() => tracked('PROJECT', 'Helpdesk', ['AGENT', 'CUSTOMER', 'SESSION']), soon)
    .toEqual({ 'Support agent acme-gmbh ticket-4711': ['1', '12', '4000', '57'] });
}, 120_000);

test('document-search: each call arrives once under its purpose', async () => {
  const embedding = {
    object: 'list',
    model: 'text-embedding-3-small',
    data: [{ embedding: 'AACAPw==' }],
    usage: { prompt_tokens: 15 },
  };
  const image = {
    created: 1,
    size: '1024x1024',
    quality: 'low',
    data: [{ b64_json: 'AAAA' }],
    usage: { input_tokens: 9, output_tokens: 272 },
  };
  const id = (name: string) => ({ 'x-request-id': `req_example_${name}` });
  vendor.willAnswer(
    json(embedding, id('embedding')),
    stream([...chatChunks({ withUsage: false }), '[DONE]'], OPENAI_HEADERS),
    json(RESPONSE, OPENAI_HEADERS),
    json(image, id('image')),
  );
  const result = await runExample('document-search.ts', {
    ...outlay,
    OPENAI_API_KEY: 'sk-proj-abcdefghijkl-wXyZ',
    OPENAI_BASE_URL: `${vendor.url}/v1`,
  });
  expect(result).toEqual({ code: 0, errors: '', output: `1 embedding, 1 image, ${OPENAI_TEXT}: ${OPENAI_TEXT}\n` });
  await expect
    .poll(() => tracked('PROJECT', 'Document search', ['PURPOSE', 'MODEL']), soon)
    .toEqual({
      'index text-embedding-3-small': ['1', '15', '0', '0'],
      'summarize gpt-5.2-2025-12-11': ['1', expect.any(String), '0', expect.any(String)],
      'title gpt-5.2-2025-12-11': ['1', '1200', '1000', '200'],
      'cover gpt-image-1': ['1', '9', '0', '272'],
    });
}, 120_000);

test('by-hand: everything told by hand arrives, and running it again counts only what has no id of its own', async () => {
  const first = await runExample('by-hand.ts', outlay);
  expect(first).toEqual({ code: 0, errors: '', output: '0 events were not sent\n' });
  await runExample('by-hand.ts', outlay);
  await expect
    .poll(() => tracked('PROJECT', 'Podcast', ['VENDOR', 'MODEL']), soon)
    .toMatchObject({
      'Mistral mistral-large-latest': ['1', '1200', '0', '340'],
      'stripe payment': ['1', '0', '0', '0'],
    });
  await expect
    .poll(() => tracked('PROJECT', 'Podcast', ['MODEL']), soon)
    .toMatchObject({ 'writer-7b': ['2', '8', '0', '4'], 'whisper-1': ['2', '0', '0', '0'] });
  expect(await tracked('PROJECT', 'Podcast', ['MODEL'], ['SPEND'])).toMatchObject({
    payment: ['1.37'],
    voice: ['1.872'],
  });
}, 120_000);

test('edge-worker: the context is handed on, and what it tracks is sent after the answer', async () => {
  vendor.willAnswer(json({ ...CHAT, id: 'chatcmpl-edge0123456789012345' }, OPENAI_HEADERS));
  const work: Promise<unknown>[] = [];
  const request = new Request('https://worker.test', {
    method: 'POST',
    body: 'Hello',
    headers: { 'x-customer': 'edge-inc' },
  });
  const environment = { ...outlay, OPENAI_API_KEY: 'sk-proj-abcdefghijkl-wXyZ', OPENAI_BASE_URL: `${vendor.url}/v1` };
  const answer = await edgeWorker.fetch(request, environment, { waitUntil: (later) => work.push(later) });
  expect(await answer.text()).toBe(OPENAI_TEXT);
  expect(await Promise.all(work)).toEqual([0]);
  await expect
    .poll(() => tracked('CUSTOMER', 'edge-inc', ['PURPOSE']), soon)
    .toEqual({ translate: ['1', '176', '1024', '90'] });
}, 120_000);
