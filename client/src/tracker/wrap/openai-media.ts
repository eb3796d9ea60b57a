import { imageTags } from '../tracked-call.ts';
import { type AnswerReader, type Fields, type Figures, fieldsOf, listOf, parseFields, textOf } from './dialect.ts';
import { tokensOf } from './openai-usage.ts';

/** A field of the request: JSON, or a form where files are sent along. */
function requested(body: unknown): (name: string) => unknown {
  if (body instanceof FormData) return (name) => body.get(name);
  const fields = typeof body === 'string' ? parseFields(body) : {};
  return (name) => fields[name];
}

const modelOf = (...candidates: unknown[]) => candidates.map(textOf).find((model) => model !== undefined) ?? 'unknown';

export function readEmbedding(): AnswerReader {
  let figures: Figures[] = [];
  return {
    readBody({ model, usage }) {
      const { inputTokens } = tokensOf(fieldsOf(usage));
      figures = [{ model: modelOf(model), inputTokens }];
    },
    readEvent: () => 'same',
    figures: () => figures,
  };
}

/** Images are counted; newer models count tokens too, and what has a price counts. */
export function readImages(body: unknown): AnswerReader {
  const field = requested(body);
  let images = 0;
  let answer: Fields = {};
  return {
    readBody(value) {
      images = Math.max(1, listOf(value.data).length);
      answer = value;
    },
    readEvent(event) {
      if (String(event.type).endsWith('.completed')) {
        images += 1;
        answer = event;
      }
      return 'same';
    },
    figures() {
      if (images === 0) return [];
      const { usage, size, quality } = answer;
      const tags = imageTags(textOf(size) ?? textOf(field('size')), textOf(quality) ?? textOf(field('quality')));
      answer = {};
      return [{ model: modelOf(field('model')), images, ...(usage ? tokensOf(fieldsOf(usage)) : {}), tags }];
    },
  };
}

/** Speech by the characters it was made from, transcripts by seconds or tokens, as the answer says. */
export function readAudio(body: unknown): AnswerReader {
  const field = requested(body);
  const model = modelOf(field('model'));
  const input = field('input');
  const characters = typeof input === 'string' ? { characters: [...input].length } : {};
  let usage: Figures | undefined;

  function read(answer: Fields): void {
    const counts = fieldsOf(answer.usage);
    const seconds = counts.seconds ?? answer.duration;
    if (counts.input_tokens !== undefined) usage = tokensOf(counts);
    else if (Number(seconds) > 0) usage = { seconds: Math.ceil(Number(seconds)) };
  }

  return {
    readBody: read,
    readEvent(event) {
      read(event);
      return 'same';
    },
    figures() {
      const isEstimated = usage === undefined && characters.characters === undefined;
      return [{ model, ...characters, ...usage, ...(isEstimated ? { isEstimated } : {}) }];
    },
  };
}
