import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

type Value = string | number | boolean;
export type Told = Readonly<Record<string, Value>>;

/** Attributes as OTLP's JSON has them: integers as text. */
export const jsonAttributes = (told: Told) =>
  Object.entries(told).map(([key, value]) => ({
    key,
    value:
      typeof value === 'string'
        ? { stringValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : Number.isInteger(value)
            ? { intValue: String(value) }
            : { doubleValue: value },
  }));

const message = (writer: BinaryWriter, field: number, write: (writer: BinaryWriter) => void) => {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
};

function attributes(writer: BinaryWriter, field: number, told: Told): void {
  for (const [key, value] of Object.entries(told))
    message(writer, field, (entry) => {
      entry.tag(1, WireType.LengthDelimited).string(key);
      message(entry, 2, (any) => {
        if (typeof value === 'string') any.tag(1, WireType.LengthDelimited).string(value);
        else if (typeof value === 'boolean') any.tag(2, WireType.Varint).bool(value);
        else if (Number.isInteger(value)) any.tag(3, WireType.Varint).int64(value);
        else any.tag(4, WireType.Bit64).double(value);
      });
    });
}

export interface TestRecord {
  nano: string;
  eventName?: string;
  body?: string;
  attributes: Told;
  traceId?: string;
  spanId?: string;
  parentSpanId?: string;
}

/** ExportLogsServiceRequest, with fields that the reader must skip. */
export function protobufLogs(resource: Told, records: readonly TestRecord[]): Uint8Array {
  const writer = new BinaryWriter();
  message(writer, 1, (group) => {
    message(group, 1, (each) => attributes(each, 1, resource));
    message(group, 2, (scope) => {
      message(scope, 1, (library) => library.tag(1, WireType.LengthDelimited).string('a library'));
      for (const { nano, eventName, body = '', attributes: told } of records)
        message(scope, 2, (record) => {
          record.tag(1, WireType.Bit64).fixed64(nano).tag(2, WireType.Varint).uint32(9);
          record.tag(3, WireType.LengthDelimited).string('INFO');
          message(record, 5, (any) => any.tag(1, WireType.LengthDelimited).string(body));
          attributes(record, 6, told);
          record.tag(8, WireType.Bit32).fixed32(1);
          if (eventName !== undefined) record.tag(12, WireType.LengthDelimited).string(eventName);
        });
    });
  });
  return writer.finish();
}

/** ExportTraceServiceRequest of spans without a resource. */
export function protobufSpans(records: readonly TestRecord[]): Uint8Array {
  return wrapped((scope) => {
    for (const { nano, attributes: told, traceId = '', spanId = '', parentSpanId = '' } of records)
      message(scope, 2, (span) => {
        span.tag(1, WireType.LengthDelimited).bytes(Buffer.from(traceId, 'hex'));
        span.tag(2, WireType.LengthDelimited).bytes(Buffer.from(spanId, 'hex'));
        span.tag(4, WireType.LengthDelimited).bytes(Buffer.from(parentSpanId, 'hex'));
        span.tag(5, WireType.LengthDelimited).string('chat').tag(7, WireType.Bit64).fixed64(nano);
        span.tag(8, WireType.Bit64).fixed64(nano);
        attributes(span, 9, told);
      });
  });
}

/** ExportMetricsServiceRequest of one metric: a sum of integers, or a histogram. */
export function protobufMetrics(
  metric: string,
  points: readonly TestPoint[],
  { temporality = 1, isHistogram = false } = {},
): Uint8Array {
  return wrapped((scope) =>
    message(scope, 2, (each) => {
      each.tag(1, WireType.LengthDelimited).string(metric);
      message(each, isHistogram ? 9 : 7, (data) => {
        for (const { start = '0', nano, value, attributes: told } of points)
          message(data, 1, (point) => {
            point.tag(2, WireType.Bit64).fixed64(start).tag(3, WireType.Bit64).fixed64(nano);
            if (isHistogram) point.tag(4, WireType.Bit64).fixed64(2).tag(5, WireType.Bit64).double(value);
            else point.tag(6, WireType.Bit64).sfixed64(value);
            attributes(point, isHistogram ? 9 : 7, told);
          });
        data.tag(2, WireType.Varint).uint32(temporality);
      });
    }),
  );
}

function wrapped(write: (scope: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  message(writer, 1, (group) => message(group, 2, write));
  return writer.finish();
}

export const jsonLogs = (resource: Told, records: readonly TestRecord[]) => ({
  resourceLogs: [
    {
      resource: { attributes: jsonAttributes(resource) },
      scopeLogs: [
        {
          logRecords: records.map(({ nano, eventName, body, attributes: told, traceId, spanId }) => ({
            timeUnixNano: nano,
            ...(eventName === undefined ? {} : { eventName }),
            ...(body === undefined ? {} : { body: { stringValue: body } }),
            attributes: jsonAttributes(told),
            ...(traceId === undefined ? {} : { traceId, spanId }),
          })),
        },
      ],
    },
  ],
});

export const jsonSpans = (resource: Told, records: readonly TestRecord[]) => ({
  resourceSpans: [
    {
      resource: { attributes: jsonAttributes(resource) },
      scopeSpans: [
        {
          spans: records.map(({ nano, attributes: told, traceId, spanId, parentSpanId }) => ({
            ...{ traceId, spanId, parentSpanId, name: 'chat', kind: 3, startTimeUnixNano: nano, endTimeUnixNano: nano },
            attributes: jsonAttributes(told),
          })),
        },
      ],
    },
  ],
});

export interface TestPoint {
  start?: string;
  nano: string;
  value: number;
  attributes: Told;
}

export const jsonHistogram = (metric: string, points: readonly TestPoint[], temporality = 1) => ({
  resourceMetrics: [
    {
      scopeMetrics: [
        {
          metrics: [
            {
              name: metric,
              histogram: {
                aggregationTemporality: temporality,
                dataPoints: points.map(({ start = '0', nano, value, attributes: told }) => ({
                  ...{ startTimeUnixNano: start, timeUnixNano: nano, count: '2', sum: value },
                  attributes: jsonAttributes(told),
                })),
              },
            },
          ],
        },
      ],
    },
  ],
});

export const jsonMetrics = (metric: string, points: readonly TestPoint[], temporality = 1) => ({
  resourceMetrics: [
    {
      resource: { attributes: jsonAttributes({ 'service.name': 'claude-code' }) },
      scopeMetrics: [
        {
          metrics: [
            {
              name: metric,
              sum: {
                aggregationTemporality: temporality,
                isMonotonic: true,
                dataPoints: points.map(({ start = '0', nano, value, attributes: told }) => ({
                  ...{ startTimeUnixNano: start, timeUnixNano: nano, asDouble: value },
                  attributes: jsonAttributes(told),
                })),
              },
            },
          ],
        },
      ],
    },
  ],
});
