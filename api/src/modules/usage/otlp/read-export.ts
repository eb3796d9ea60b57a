import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MOST_VALUES, readProtobuf, type Signal, TooManyValues } from './read-protobuf.ts';

/** A body may unfold to this many times its largest size; more is refused before it is unfolded. */
const UNFOLDED = 4;
const OPENS_OBJECT = 0x7b;
const OPENS_LIST = 0x5b;

/** An export that is answered with an HTTP status other than success. */
export class Refused extends Error {
  readonly status: number;
  readonly retryAfter: number | undefined;
  constructor(status: number, message: string, retryAfter?: number) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

export interface ExportBody {
  bytes: Buffer;
  isZipped: boolean;
}

/** @throws Refused 413 | 415 */
export async function readBody(request: Request, maxBytes: number): Promise<ExportBody> {
  const encoding = request.headers.get('content-encoding')?.toLowerCase() ?? 'identity';
  if (encoding !== 'identity' && encoding !== 'gzip')
    throw new Refused(415, `The content encoding ${encoding} is unknown here. Use gzip or none.`);
  const bytes = await request.arrayBuffer().then(
    (body) => Buffer.from(body),
    () => {
      throw new Refused(413, `The body is larger than ${maxBytes} bytes. Export more often.`);
    },
  );
  return { bytes, isZipped: encoding === 'gzip' };
}

/** The request in the shape of OTLP's JSON; `protobuf` is the signal of a body in that encoding. @throws Refused 400 | 413 */
export async function readExport(
  protobuf: Signal | undefined,
  { bytes, isZipped }: ExportBody,
  maxBytes: number,
): Promise<unknown> {
  const body = isZipped ? await unzipped(bytes, maxBytes * UNFOLDED) : bytes;
  try {
    return protobuf === undefined ? readJson(body) : readProtobuf(protobuf, body);
  } catch (error) {
    if (error instanceof TooManyValues) throw new Refused(413, error.message);
    throw new Refused(400, 'The body is not an OTLP export request of this signal.');
  }
}

function unzipped(bytes: Buffer, maxOutputLength: number): Promise<Buffer> {
  return promisify(gunzip)(bytes, { maxOutputLength }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new Refused(413, `The body unfolds to more than ${maxOutputLength} bytes. Export more often.`);
    throw new Refused(400, 'The body is not gzip.');
  });
}

/** Braces within texts are counted too: near enough for a bound. @throws TooManyValues | SyntaxError */
function readJson(body: Buffer): unknown {
  let values = 0;
  for (let index = 0; index < body.length; index += 1) {
    const byte = body[index];
    if (byte === OPENS_OBJECT || byte === OPENS_LIST) values += 1;
  }
  if (values > MOST_VALUES) throw new TooManyValues();
  return JSON.parse(body.toString('utf8'));
}
