import { instantOf, parsedRecord, recordOf, textOf } from '../../json-record.ts';
import { type Line, latin1Of } from '../../scan-lines.ts';
import { type LineParts, moreOutput, partsOf, piecesOf, type TailPieces } from './line-parts.ts';
import {
  type ClaudeUsage,
  type LineContext,
  PLACE_FIELDS,
  type Place,
  placeOf,
  RESPONSE_FIELDS,
  responsesOf,
  toUsage,
} from './to-usage.ts';

interface Known {
  head: string;
  tail: string;
  /** Of the tail, once another line of the same response was met. */
  pieces?: TailPieces | undefined;
  response: ClaudeUsage;
}

/**
 * Reads a file's lines one after the other. A response is told when the line after it is another one's, so that the
 * lines that tell more of the same are neither parsed nor told again.
 */
export class ResponseLines {
  readonly #context: LineContext;
  #last: Known | undefined;
  /** What the lines of a session have in common, by its text. */
  #envelope: { text: string; place: Place | undefined } = { text: '', place: undefined };

  constructor(context: LineContext) {
    this.#context = context;
  }

  /** @returns what is known to be complete by now; undefined when the line is no JSON object */
  read(line: Line): readonly ClaudeUsage[] | undefined {
    const parts = partsOf(line);
    const head = parts && identityOf(parts);
    if (parts && head === this.#last?.head && this.#takeMore(parts.tail)) return NOTHING;

    const all = (parts && this.#readParts(parts)) ?? this.#readWhole(line);
    if (!all) return undefined;
    const before = this.end();
    const [response] = all;
    const isNamed = response?.messageId !== undefined;
    if (!parts || head === undefined || !isNamed || all.length > 1)
      return before.length > 0 ? [...before, ...all] : all;
    this.#last = { head, tail: parts.tail, response };
    return before;
  }

  /** The last response: nothing more comes. */
  end(): readonly ClaudeUsage[] {
    const last = this.#last;
    this.#last = undefined;
    return last ? [last.response] : NOTHING;
  }

  /** Whether a line with the same head tells more of the response before it, and what more. */
  #takeMore(tail: string): boolean {
    const last = this.#last;
    if (!last) return false;
    last.pieces ??= piecesOf(last.tail);
    const more = last.pieces && moreOutput(tail, last.pieces);
    const occurredAt = more && instantOf(more.writtenAt);
    if (!more || occurredAt === undefined) return false;
    const { usage } = last.response;
    if (more.output > usage.outputTokens) {
      usage.outputTokens = more.output;
      usage.occurredAt = occurredAt;
    }
    return true;
  }

  /** Undefined where the parts are not those of a response, or not in the usual order. */
  #readParts({ head, tail }: LineParts): readonly ClaudeUsage[] | undefined {
    const start = head.startsWith(PARENT) ? head.indexOf(',') + 1 : 1;
    const opening = head.indexOf(MESSAGE, start);
    if (opening < 0) return undefined;
    const text = head.slice(start, opening);
    if (text !== this.#envelope.text) this.#envelope = { text, place: this.#placeIn(text) };
    const { place } = this.#envelope;
    // Whatever is cut inside an object or a text leaves it open, here and in the envelope.
    if (!place) return undefined;
    const line = parsedRecord(`{${head.slice(opening)}],${tail}`);
    const message = recordOf(line?.message);
    const isResponse = line?.type === 'assistant' && message?.usage && textOf(message.model) && textOf(message.id);
    if (!isResponse || PLACE_FIELDS.some((field) => field in line)) return undefined;
    return responsesOf(line, place, this.#context);
  }

  #placeIn(envelope: string): Place | undefined {
    const fields = parsedRecord(`{${envelope}"":0}`);
    const isUsual = fields && !RESPONSE_FIELDS.some((field) => field in fields);
    return isUsual ? placeOf(fields, this.#context) : undefined;
  }

  #readWhole(line: Line): readonly ClaudeUsage[] | undefined {
    const record = parsedRecord(latin1Of(line));
    return record && toUsage(record, this.#context);
  }
}

const NOTHING: readonly ClaudeUsage[] = [];
const PARENT = '{"parentUuid":';
const MESSAGE = '"message":{';

/** The head without what it follows on: all else of a response is the same on each of its lines. */
function identityOf({ head }: LineParts): string {
  return head.startsWith(PARENT) ? head.slice(head.indexOf(',')) : head;
}
