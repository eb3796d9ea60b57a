// A worker on an edge runtime: Web APIs only, the context handed on, and sending after the answer.
import OpenAI from 'openai';
import { createTracker, type Tracker } from 'outlay';

interface Environment {
  OUTLAY_URL: string;
  OUTLAY_TOKEN: string;
  OPENAI_API_KEY: string;
  OPENAI_BASE_URL: string;
}

interface Execution {
  waitUntil(work: Promise<unknown>): void;
}

async function translate(tracker: Tracker, text: string, environment: Environment): Promise<string> {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseURL } = environment;
  const openai = tracker.wrapOpenAI(new OpenAI({ apiKey, baseURL }));
  const { choices } = await openai.chat.completions.create({
    model: 'gpt-5.2',
    messages: [{ role: 'user', content: `Translate: ${text}` }],
  });
  return choices[0]?.message.content ?? '';
}

export default {
  async fetch(request: Request, environment: Environment, execution: Execution): Promise<Response> {
    const tracker = createTracker({ url: environment.OUTLAY_URL, token: environment.OUTLAY_TOKEN });
    const customer = request.headers.get('x-customer') ?? 'unknown';
    const text = await request.text();
    const answer = await tracker.withContext({ customer, purpose: 'translate' }, (scoped) =>
      translate(scoped, text, environment),
    );
    execution.waitUntil(tracker.close());
    return new Response(answer);
  },
};
