import type { AnswerReader, Dialect, SentRequest } from './dialect.ts';
import { readChat } from './openai-chat.ts';
import { readAudio, readEmbedding, readImages } from './openai-media.ts';
import { readResponse } from './openai-responses.ts';

type Open = (request: SentRequest, options: { asksForUsage: boolean }) => AnswerReader | undefined;

const POSTS: readonly [path: RegExp, open: Open][] = [
  [/\/completions$/, ({ body }, { asksForUsage }) => readChat(body, asksForUsage)],
  [/\/responses(\/compact)?$/, readResponse],
  [/\/embeddings$/, readEmbedding],
  [/\/images\/(generations|edits|variations)$/, ({ body }) => readImages(body)],
  [/\/audio\/(speech|transcriptions|translations)$/, ({ body }) => readAudio(body)],
];

/** Chat Completions, Responses (in the background too: their figures come with the poll), embeddings, images, audio. */
export const openAiDialect: Dialect = {
  vendor: 'openai',
  requestIdHeader: 'x-request-id',
  open(request, options) {
    const { url, method } = request;
    if (method === 'GET') return /\/responses\/[^/]+$/.test(url.pathname) ? readResponse() : undefined;
    if (method !== 'POST') return undefined;
    return POSTS.find(([path]) => path.test(url.pathname))?.[1](request, options);
  },
};
