import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

type Scalar = 'string' | 'bool' | 'int64' | 'uint32' | 'fixed64' | 'sfixed64' | 'double' | 'hex';
type Field = readonly [name: string, type: Scalar | Message] | readonly [name: string, type: Message, 'repeated'];
/** Fields by number, as opentelemetry-proto v1 has them; everything else is skipped unread. */
interface Message {
  [number: number]: Field;
}

const VALUE: Message = {
  1: ['stringValue', 'string'],
  2: ['boolValue', 'bool'],
  3: ['intValue', 'int64'],
  4: ['doubleValue', 'double'],
};
const ATTRIBUTE: Message = { 1: ['key', 'string'], 2: ['value', VALUE] };
const RESOURCE: Message = { 1: ['attributes', ATTRIBUTE, 'repeated'] };

const LOG_RECORD: Message = {
  1: ['timeUnixNano', 'fixed64'],
  5: ['body', VALUE],
  6: ['attributes', ATTRIBUTE, 'repeated'],
  9: ['traceId', 'hex'],
  10: ['spanId', 'hex'],
  11: ['observedTimeUnixNano', 'fixed64'],
  12: ['eventName', 'string'],
};
const SPAN: Message = {
  1: ['traceId', 'hex'],
  2: ['spanId', 'hex'],
  4: ['parentSpanId', 'hex'],
  5: ['name', 'string'],
  7: ['startTimeUnixNano', 'fixed64'],
  8: ['endTimeUnixNano', 'fixed64'],
  9: ['attributes', ATTRIBUTE, 'repeated'],
};
const NUMBER_POINT: Message = {
  2: ['startTimeUnixNano', 'fixed64'],
  3: ['timeUnixNano', 'fixed64'],
  4: ['asDouble', 'double'],
  6: ['asInt', 'sfixed64'],
  7: ['attributes', ATTRIBUTE, 'repeated'],
};
const SUM: Message = { 1: ['dataPoints', NUMBER_POINT, 'repeated'], 2: ['aggregationTemporality', 'uint32'] };
const HISTOGRAM_POINT: Message = {
  2: ['startTimeUnixNano', 'fixed64'],
  3: ['timeUnixNano', 'fixed64'],
  5: ['sum', 'double'],
  9: ['attributes', ATTRIBUTE, 'repeated'],
};
const HISTOGRAM: Message = {
  1: ['dataPoints', HISTOGRAM_POINT, 'repeated'],
  2: ['aggregationTemporality', 'uint32'],
};
const METRIC: Message = { 1: ['name', 'string'], 7: ['sum', SUM], 9: ['histogram', HISTOGRAM] };

const within = (name: string, message: Message): Message => ({ 2: [name, message, 'repeated'] });
const request = (outer: string, inner: string, leaf: string, message: Message): Message => ({
  1: [outer, { 1: ['resource', RESOURCE], 2: [inner, within(leaf, message), 'repeated'] }, 'repeated'],
});
const REQUESTS = {
  logs: request('resourceLogs', 'scopeLogs', 'logRecords', LOG_RECORD),
  traces: request('resourceSpans', 'scopeSpans', 'spans', SPAN),
  metrics: request('resourceMetrics', 'scopeMetrics', 'metrics', METRIC),
} as const;

export type Signal = keyof typeof REQUESTS;

/** The values a request may hold; each takes far more memory than bytes. */
export const MOST_VALUES = 2_000_000;

/** A request that is small in bytes and large in memory. */
export class TooManyValues extends Error {
  constructor() {
    super(`The request holds more than ${MOST_VALUES} values. Export more often.`);
  }
}

/** Messages may yet be made of the request. */
interface Reading {
  reader: BinaryReader;
  left: number;
}

/**
 * An export request in the shape of its JSON encoding.
 * @throws TooManyValues
 * @throws Error when the bytes are not one
 */
export function readProtobuf(signal: Signal, bytes: Uint8Array): unknown {
  return readMessage({ reader: new BinaryReader(bytes), left: MOST_VALUES }, bytes.length, REQUESTS[signal]);
}

function readMessage(reading: Reading, end: number, message: Message): Record<string, unknown> {
  const { reader } = reading;
  const read: Record<string, unknown> = {};
  reading.left -= 1;
  if (reading.left < 0) throw new TooManyValues();
  if (end > reader.len) throw new RangeError('a message is longer than its request');
  while (reader.pos < end) {
    const [number, wireType] = reader.tag();
    const field = message[number];
    if (!field) {
      reader.skip(wireType, number);
      continue;
    }
    const [name, type, repeated] = field;
    const value = typeof type === 'string' ? readScalar(reader, wireType, type) : readNested(reading, wireType, type);
    if (!repeated) read[name] = value;
    else if (Array.isArray(read[name])) read[name].push(value);
    else read[name] = [value];
  }
  if (reader.pos !== end) throw new RangeError('a message ends in the middle of a field');
  return read;
}

function readNested(reading: Reading, wireType: WireType, message: Message): Record<string, unknown> {
  requireWire(wireType, WireType.LengthDelimited);
  const length = reading.reader.uint32();
  return readMessage(reading, reading.reader.pos + length, message);
}

const WIRE: Record<Scalar, WireType> = {
  string: WireType.LengthDelimited,
  hex: WireType.LengthDelimited,
  bool: WireType.Varint,
  int64: WireType.Varint,
  uint32: WireType.Varint,
  fixed64: WireType.Bit64,
  sfixed64: WireType.Bit64,
  double: WireType.Bit64,
};

function readScalar(reader: BinaryReader, wireType: WireType, type: Scalar): unknown {
  requireWire(wireType, WIRE[type]);
  if (type === 'hex') return Buffer.from(reader.bytes()).toString('hex');
  const value = reader[type]();
  return typeof value === 'bigint' ? value.toString() : value;
}

function requireWire(actual: WireType, expected: WireType): void {
  if (actual !== expected) throw new TypeError('a field has another type than OTLP gives it');
}

const PARTIAL_SUCCESS = 1;

/** An export response: how many records were rejected, and why; nothing at all when none was. */
export function protobufSuccess(rejected: number, message: string): Uint8Array {
  const writer = new BinaryWriter();
  if (rejected === 0 && message === '') return writer.finish();
  writer.tag(PARTIAL_SUCCESS, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.Varint).int64(rejected).tag(2, WireType.LengthDelimited).string(message);
  return writer.join().finish();
}

/** A google.rpc.Status, as OTLP answers failures. */
export function protobufFailure(message: string): Uint8Array {
  return new BinaryWriter().tag(2, WireType.LengthDelimited).string(message).finish();
}
