/** Attributes by name; only single values, so that no conversation is carried along. */
export type Attributes = ReadonlyMap<string, string>;

/** A log record or a span. */
export interface OtlpRecord {
  name: string;
  /** The record's own, before those of its resource. */
  attributes: Attributes;
  /** Undefined: not told. */
  at: Date | undefined;
  /** Hexadecimal; empty where there is none. */
  traceId: string;
  spanId: string;
  /** Of the span that this one lies in. */
  parentSpanId: string;
}

/** A point of a sum, or the sum of a histogram's. */
export interface OtlpPoint {
  metric: string;
  attributes: Attributes;
  /** Nanoseconds since 1970; the running total's beginning. */
  startNano: string;
  timeNano: string;
  value: number;
  isCumulative: boolean;
}

const LONGEST = 1_000;
const LONGEST_NAME = 200;
const CUMULATIVE = 2;

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? storable(value.slice(0, LONGEST_NAME)) : '');
const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});

/** Without what no database holds (NUL, half a surrogate pair): a text that was cut must not cost the record. */
const storable = (text: string): string =>
  text.includes('\0') || !text.isWellFormed() ? text.replaceAll('\0', '').toWellFormed() : text;

function scalarOf(value: unknown): string | undefined {
  const { stringValue, intValue, doubleValue, boolValue } = treeOf(value);
  const scalar = stringValue ?? intValue ?? doubleValue ?? boolValue;
  if (typeof scalar === 'string') return scalar.length > LONGEST ? undefined : storable(scalar);
  return typeof scalar === 'number' || typeof scalar === 'boolean' ? String(scalar) : undefined;
}

function attributesOf(resource: unknown, own: unknown): Attributes {
  const attributes = new Map<string, string>();
  for (const { key, value } of [...listOf(resource), ...listOf(own)]) {
    const scalar = scalarOf(value);
    if (typeof key === 'string' && scalar !== undefined) attributes.set(key, scalar);
  }
  return attributes;
}

const NANO_PER_MS = 1_000_000n;
const NANOSECONDS = /^\d{1,19}$/;

/** The instant of nanoseconds as text or number; undefined for 0 and what is none. */
export function instantOf(nano: unknown): Date | undefined {
  const text = String(nano ?? '');
  if (!NANOSECONDS.test(text)) return undefined;
  const ms = Number(BigInt(text) / NANO_PER_MS);
  return ms === 0 ? undefined : new Date(ms);
}

/** One after the other, so that what is not kept is not in memory either. */
function* leaves(
  tree: unknown,
  outer: string,
  inner: string,
  leaf: string,
): Generator<{ resource: unknown; leaf: Tree }> {
  for (const group of listOf(treeOf(tree)[outer])) {
    const resource = treeOf(group.resource).attributes;
    for (const scope of listOf(group[inner])) for (const found of listOf(scope[leaf])) yield { resource, leaf: found };
  }
}

/** The records of a logs request; a text body that may be a name is taken for one, any other is left alone. */
export function* logRecords(tree: unknown): Generator<OtlpRecord> {
  for (const { resource, leaf } of leaves(tree, 'resourceLogs', 'scopeLogs', 'logRecords')) {
    const attributes = attributesOf(resource, leaf.attributes);
    const body = scalarOf(leaf.body) ?? '';
    // Before the record's own: exporters of logs written in Rust name there the line of code that logged.
    const name = attributes.get('event.name') || textOf(leaf.eventName) || (/^[\w.]{1,100}$/.test(body) ? body : '');
    const at = instantOf(leaf.timeUnixNano) ?? instantOf(leaf.observedTimeUnixNano);
    yield { name, attributes, at, traceId: textOf(leaf.traceId), spanId: textOf(leaf.spanId), parentSpanId: '' };
  }
}

export function* spans(tree: unknown): Generator<OtlpRecord> {
  for (const { resource, leaf } of leaves(tree, 'resourceSpans', 'scopeSpans', 'spans'))
    yield {
      name: textOf(leaf.name),
      attributes: attributesOf(resource, leaf.attributes),
      at: instantOf(leaf.endTimeUnixNano) ?? instantOf(leaf.startTimeUnixNano),
      traceId: textOf(leaf.traceId),
      spanId: textOf(leaf.spanId),
      parentSpanId: textOf(leaf.parentSpanId),
    };
}

/** The points of those metrics that are asked for by name. */
export function* metricPoints(tree: unknown, names: ReadonlySet<string>): Generator<OtlpPoint> {
  for (const { resource, leaf } of leaves(tree, 'resourceMetrics', 'scopeMetrics', 'metrics')) {
    const metric = textOf(leaf.name);
    if (!names.has(metric)) continue;
    const data = treeOf(leaf.sum ?? leaf.histogram);
    for (const point of listOf(data.dataPoints))
      yield {
        metric,
        attributes: attributesOf(resource, point.attributes),
        startNano: String(point.startTimeUnixNano ?? ''),
        timeNano: String(point.timeUnixNano ?? ''),
        value: Number(point.asInt ?? point.asDouble ?? point.sum ?? Number.NaN),
        isCumulative: isCumulative(data.aggregationTemporality),
      };
  }
}

/** Numbers are what OTLP asks for; some exporters write the name. */
const isCumulative = (temporality: unknown) =>
  Number(temporality) === CUMULATIVE || /CUMULATIVE$/.test(String(temporality));
