import type { TestApi } from './graphql-client.ts';

export interface StreamEvent {
  data: Record<string, unknown> | null;
  errors?: { extensions: { code: string } }[];
}

/** A GraphQL subscription as a browser holds it open: server-sent events. */
export async function openEventStream(api: TestApi, query: string, headers: Record<string, string>) {
  const stop = new AbortController();
  const response = await api.fetch(
    new Request('http://outlay.test/graphql', {
      ...{ method: 'POST', signal: stop.signal },
      headers: {
        ...{ 'content-type': 'application/json', accept: 'text/event-stream', origin: 'http://outlay.test' },
        ...headers,
      },
      body: JSON.stringify({ query }),
    }),
  );
  if (!response.body) throw new Error('no stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  /** Waits until that many events came, or the stream ended. */
  const events = async (count: number): Promise<StreamEvent[]> => {
    for (;;) {
      const found = text.split('\n').flatMap((line) => (/^data: ./.test(line) ? [JSON.parse(line.slice(6))] : []));
      if (found.length >= count) return found;
      const { value, done } = await reader.read();
      if (done) return found;
      text += value;
    }
  };
  return { events, close: () => reader.cancel() };
}
