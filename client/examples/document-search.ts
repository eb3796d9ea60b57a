// A service on OpenAI: streamed chat, the Responses API, embeddings and an image, each call with its purpose.
import OpenAI from 'openai';
import { createTracker } from 'outlay';

const tracker = createTracker({
  url: process.env.OUTLAY_URL ?? '',
  token: process.env.OUTLAY_TOKEN ?? '',
  context: { project: 'Document search' },
});
const openai = tracker.wrapOpenAI(new OpenAI());

async function indexed(text: string): Promise<number> {
  const { data } = await openai.embeddings.create({ model: 'text-embedding-3-small', input: text });
  return data.length;
}

async function summary(text: string): Promise<string> {
  const stream = await openai.chat.completions.create({
    model: 'gpt-5.2',
    stream: true,
    messages: [{ role: 'user', content: `Summarize: ${text}` }],
  });
  let written = '';
  for await (const chunk of stream) written += chunk.choices[0]?.delta.content ?? '';
  return written;
}

const text = 'The committee met on Tuesday to discuss the budget for the coming year.';
const count = await tracker.withContext({ purpose: 'index' }, () => indexed(text));
const short = await tracker.withContext({ purpose: 'summarize', tags: { length: 'short' } }, () => summary(text));
const { output_text: title } = await tracker.withContext({ purpose: 'title' }, () =>
  openai.responses.create({ model: 'gpt-5.2', input: `A title for: ${short}` }),
);
const cover = await tracker.withContext({ purpose: 'cover' }, () =>
  openai.images.generate({ model: 'gpt-image-1', prompt: title, size: '1024x1024', quality: 'low' }),
);
process.stdout.write(`${count} embedding, ${cover.data?.length} image, ${title}: ${short}\n`);
await tracker.close();
