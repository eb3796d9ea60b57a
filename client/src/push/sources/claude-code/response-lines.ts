import { instantOf, type JsonRecord, parsedRecord, recordOf } from '../../json-record.ts';
import { type Line, latin1Of } from '../../scan-lines.ts';
import { type LineParts, partsOf, piecesOf, type TailPieces } from './line-parts.ts';
import { type ClaudeUsage, type LineContext, toUsage } from './to-usage.ts';

interface Known {
  head: string;
  pieces: TailPieces;
  response: ClaudeUsage;
}

/**
 * Reads a file's lines one after the other. A response is told when the line after it is another one's, so that the
 * lines that tell more of the same are neither parsed nor told again.
 */
export class ResponseLines {
  readonly #context: LineContext;
  #last: Known | undefined;

  constructor(context: LineContext) {
    this.#context = context;
  }

  /** @returns what is known to be complete by now; undefined when the line is no JSON object */
  read(line: Line): readonly ClaudeUsage[] | undefined {
    const parts = partsOf(line);
    const pieces = parts && piecesOf(parts.tail);
    if (parts && pieces && this.#takeMore(parts, pieces)) return NOTHING;

    const record = (parts && joined(parts)) ?? parsedRecord(latin1Of(line));
    if (!record) return undefined;
    const before = this.end();
    const all = toUsage(record, this.#context);
    const [response] = all;
    const isNamed = response?.messageId !== undefined;
    if (!parts || !pieces || !isNamed || all.length > 1) return before.length > 0 ? [...before, ...all] : all;
    this.#last = { head: identityOf(parts), pieces, response };
    return before;
  }

  /** The last response: nothing more comes. */
  end(): readonly ClaudeUsage[] {
    const last = this.#last;
    this.#last = undefined;
    return last ? [last.response] : NOTHING;
  }

  /** Whether the line tells more of the response before it, and what more. */
  #takeMore(parts: LineParts, pieces: TailPieces): boolean {
    const last = this.#last;
    const isSame =
      last !== undefined &&
      last.pieces.before === pieces.before &&
      last.pieces.between === pieces.between &&
      last.pieces.after === pieces.after &&
      last.head === identityOf(parts);
    const occurredAt = isSame ? instantOf(pieces.writtenAt) : undefined;
    if (!isSame || occurredAt === undefined) return false;
    const { usage } = last.response;
    if (pieces.output > usage.outputTokens) {
      last.response = { ...last.response, usage: { ...usage, outputTokens: pieces.output, occurredAt } };
    }
    return true;
  }
}

const NOTHING: readonly ClaudeUsage[] = [];

/** The head without what it follows on: all else of a response is the same on each of its lines. */
function identityOf({ head }: LineParts): string {
  const second = head.indexOf(',');
  return head.startsWith('{"parentUuid":') ? head.slice(second) : head;
}

function joined({ head, tail }: LineParts): JsonRecord | undefined {
  const record = parsedRecord(`${head}],${tail}`);
  return record?.type === 'assistant' && recordOf(record.message)?.usage ? record : undefined;
}
