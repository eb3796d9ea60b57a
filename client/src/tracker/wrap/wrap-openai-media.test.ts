import OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPENAI_HEADERS as headers } from '../testing/openai-answers.ts';
import { collect, trackedUse } from '../testing/tracked-use.ts';
import { json, startVendor, stream, type VendorAnswer } from '../testing/vendor-server.ts';
import type { Tracker } from '../tracker.ts';

let vendor: Awaited<ReturnType<typeof startVendor>>;
beforeAll(async () => {
  vendor = await startVendor();
});
afterAll(() => vendor.close());

type Use = (client: OpenAI) => Promise<unknown>;

const tracked = (answers: VendorAnswer[], use: Use) => {
  const plain = () =>
    new OpenAI({ apiKey: 'sk-proj-abcdefghijkl-wXyZ', baseURL: `${vendor.url}/v1`, maxRetries: 1, logLevel: 'off' });
  const wrap = ({ wrapOpenAI }: Tracker, client: OpenAI) => wrapOpenAI(client);
  return trackedUse({ server: vendor, plain, wrap }, answers, use);
};

const given = { idempotencyKey: expect.any(String), occurredAt: expect.any(String) };

const EMBEDDING = {
  ...{ object: 'list', model: 'text-embedding-3-small', usage: { prompt_tokens: 8, total_tokens: 8 } },
  data: [{ object: 'embedding', index: 0, embedding: 'AACAPwAAAEA=' }],
};
const IMAGES = {
  ...{ created: 1, size: '1024x1024', quality: 'high', data: [{ b64_json: 'AAAA' }, { b64_json: 'BBBB' }] },
  usage: {
    input_tokens: 50,
    output_tokens: 4160,
    total_tokens: 4210,
    input_tokens_details: { text_tokens: 50, image_tokens: 0 },
  },
};
const IMAGE_DONE = {
  type: 'image_generation.completed',
  b64_json: 'AAAA',
  size: '1024x1024',
  quality: 'low',
  usage: IMAGES.usage,
};
const file = () => new File([new Uint8Array(8)], 'a.wav');
const audioBytes: VendorAnswer = (response) =>
  void response.writeHead(200, { 'content-type': 'audio/mpeg', ...headers }).end(Buffer.alloc(9));
const plainText: VendorAnswer = (response) =>
  void response.writeHead(200, { 'content-type': 'text/plain', ...headers }).end('1\nHello');
const tags = (size: string, quality: string) => [
  { key: 'image_size', value: size },
  { key: 'image_quality', value: quality },
];

test.each<[string, VendorAnswer, Use, Record<string, unknown>]>([
  [
    'an embedding',
    json(EMBEDDING, headers),
    (client) => client.embeddings.create({ model: 'text-embedding-3-small', input: 'Hello' }),
    { model: 'text-embedding-3-small', inputTokens: '8' },
  ],
  [
    'images',
    json(IMAGES, headers),
    (client) => client.images.generate({ model: 'gpt-image-1', prompt: 'a cat', n: 2 }),
    {
      model: 'gpt-image-1',
      images: '2',
      inputTokens: '50',
      cacheReadTokens: '0',
      outputTokens: '4160',
      tags: tags('1024x1024', 'high'),
    },
  ],
  [
    'images of old models',
    json({ created: 1, data: [{ url: 'https://a.test/1.png' }] }, headers),
    (client) => client.images.generate({ model: 'dall-e-3', prompt: 'a cat', size: '1792x1024', quality: 'hd' }),
    { model: 'dall-e-3', images: '1', tags: tags('1792x1024', 'hd') },
  ],
  [
    'a streamed image',
    stream([IMAGE_DONE], headers),
    async (client) => collect(await client.images.generate({ model: 'gpt-image-1', prompt: 'a cat', stream: true })),
    {
      model: 'gpt-image-1',
      images: '1',
      inputTokens: '50',
      cacheReadTokens: '0',
      outputTokens: '4160',
      tags: tags('1024x1024', 'low'),
    },
  ],
  [
    'an edited image',
    json(IMAGES, headers),
    (client) => client.images.edit({ model: 'gpt-image-1', prompt: 'a dog', image: file() }),
    {
      model: 'gpt-image-1',
      images: '2',
      inputTokens: '50',
      cacheReadTokens: '0',
      outputTokens: '4160',
      tags: tags('1024x1024', 'high'),
    },
  ],
  [
    'speech',
    audioBytes,
    async (client) =>
      (await client.audio.speech.create({ model: 'tts-1', voice: 'alloy', input: 'Grüße 世界' })).text(),
    { model: 'tts-1', characters: '8' },
  ],
  [
    'a transcript by seconds',
    json({ text: 'Hello', usage: { type: 'duration', seconds: 12.2 } }, headers),
    (client) => client.audio.transcriptions.create({ model: 'whisper-1', file: file() }),
    { model: 'whisper-1', seconds: '13' },
  ],
  [
    'a transcript by tokens',
    json({ text: 'Hello', usage: { type: 'tokens', input_tokens: 14, output_tokens: 45, total_tokens: 59 } }, headers),
    (client) => client.audio.transcriptions.create({ model: 'gpt-4o-transcribe', file: file() }),
    { model: 'gpt-4o-transcribe', inputTokens: '14', cacheReadTokens: '0', outputTokens: '45' },
  ],
  [
    'a transcript as text',
    plainText,
    (client) => client.audio.transcriptions.create({ model: 'whisper-1', file: file(), response_format: 'srt' }),
    { model: 'whisper-1', isEstimated: true },
  ],
  [
    'a translation',
    json({ text: 'Hello', duration: 3 }, headers),
    (client) => client.audio.translations.create({ model: 'whisper-1', file: file() }),
    { model: 'whisper-1', seconds: '3' },
  ],
])('%s is tracked once and arrives as it was', async (_name, answer, use, expected) => {
  const { events, outcome } = await tracked([answer], use);
  expect(outcome).toHaveProperty('value');
  expect(events).toEqual([
    { ...given, vendor: 'openai', requestId: headers['x-request-id'], apiKeyHint: 'wXyZ', ...expected },
  ]);
});
