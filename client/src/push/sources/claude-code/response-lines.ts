import { instantOf, type JsonRecord, parsedRecord, recordOf } from '../../json-record.ts';
import { type Line, latin1Of } from '../../scan-lines.ts';
import { type LineParts, partsOf, piecesOf, type TailPieces } from './line-parts.ts';
import { type ClaudeUsage, type LineContext, toUsage } from './to-usage.ts';

interface Known {
  head: string;
  pieces: TailPieces;
  response: ClaudeUsage;
}

/** Reads a file's lines one after the other. Those that tell more of the response before them are not parsed again. */
export class ResponseLines {
  readonly #context: LineContext;
  #last: Known | undefined;

  constructor(context: LineContext) {
    this.#context = context;
  }

  /** @returns undefined when the line is no JSON object */
  read(line: Line): ClaudeUsage[] | undefined {
    const parts = partsOf(line);
    const pieces = parts && piecesOf(parts.tail);
    const more = parts && pieces && this.#moreOf(parts, pieces);
    if (more) return more;

    this.#last = undefined;
    const record = (parts && joined(parts)) ?? parsedRecord(latin1Of(line));
    if (!record) return undefined;
    const all = toUsage(record, this.#context);
    const [response] = all;
    const isNamed = response?.messageId !== undefined;
    if (parts && pieces && isNamed && all.length === 1) this.#last = { head: identityOf(parts), pieces, response };
    return all;
  }

  /** The response before with what was written since; nothing when it is no more. */
  #moreOf(parts: LineParts, pieces: TailPieces): ClaudeUsage[] | undefined {
    const last = this.#last;
    const isSame =
      last !== undefined &&
      last.pieces.before === pieces.before &&
      last.pieces.between === pieces.between &&
      last.pieces.after === pieces.after &&
      last.head === identityOf(parts);
    const occurredAt = instantOf(pieces.writtenAt);
    if (!isSame || occurredAt === undefined) return undefined;
    const { usage } = last.response;
    if (pieces.output <= usage.outputTokens) return [];
    last.response = { ...last.response, usage: { ...usage, outputTokens: pieces.output, occurredAt } };
    return [last.response];
  }
}

/** The head without what it follows on: all else of a response is the same on each of its lines. */
function identityOf({ head }: LineParts): string {
  const second = head.indexOf(',');
  return head.startsWith('{"parentUuid":') ? head.slice(second) : head;
}

function joined({ head, tail }: LineParts): JsonRecord | undefined {
  const record = parsedRecord(`${head}],${tail}`);
  return record?.type === 'assistant' && recordOf(record.message)?.usage ? record : undefined;
}
