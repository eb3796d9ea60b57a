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
}

/** A point of a sum. */
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
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, LONGEST_NAME) : '');
const treeOf = (value: unknown): Tree => (isTree(value) ? value : {});

function scalarOf(value: unknown): string | undefined {
  const { stringValue, intValue, doubleValue, boolValue } = treeOf(value);
  const scalar = stringValue ?? intValue ?? doubleValue ?? boolValue;
  if (typeof scalar === 'string') return scalar.length > LONGEST ? undefined : scalar;
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

function leaves(tree: unknown, outer: string, inner: string, leaf: string): { resource: unknown; leaf: Tree }[] {
  return listOf(treeOf(tree)[outer]).flatMap((group) =>
    listOf(group[inner]).flatMap((scope) =>
      listOf(scope[leaf]).map((found) => ({ resource: treeOf(group.resource).attributes, leaf: found })),
    ),
  );
}

/** The records of a logs request; a text body that may be a name is taken for one, any other is left alone. */
export function logRecords(tree: unknown): OtlpRecord[] {
  return leaves(tree, 'resourceLogs', 'scopeLogs', 'logRecords').map(({ resource, leaf }) => {
    const attributes = attributesOf(resource, leaf.attributes);
    const body = scalarOf(leaf.body) ?? '';
    const name = textOf(leaf.eventName) || attributes.get('event.name') || (/^[\w.]{1,100}$/.test(body) ? body : '');
    const at = instantOf(leaf.timeUnixNano) ?? instantOf(leaf.observedTimeUnixNano);
    return { name, attributes, at, traceId: textOf(leaf.traceId), spanId: textOf(leaf.spanId) };
  });
}

export function spans(tree: unknown): OtlpRecord[] {
  return leaves(tree, 'resourceSpans', 'scopeSpans', 'spans').map(({ resource, leaf }) => ({
    name: textOf(leaf.name),
    attributes: attributesOf(resource, leaf.attributes),
    at: instantOf(leaf.endTimeUnixNano) ?? instantOf(leaf.startTimeUnixNano),
    traceId: textOf(leaf.traceId),
    spanId: textOf(leaf.spanId),
  }));
}

export function sumPoints(tree: unknown): OtlpPoint[] {
  return leaves(tree, 'resourceMetrics', 'scopeMetrics', 'metrics').flatMap(({ resource, leaf }) => {
    const sum = treeOf(leaf.sum);
    return listOf(sum.dataPoints).map((point) => ({
      metric: textOf(leaf.name),
      attributes: attributesOf(resource, point.attributes),
      startNano: String(point.startTimeUnixNano ?? ''),
      timeNano: String(point.timeUnixNano ?? ''),
      value: Number(point.asInt ?? point.asDouble ?? Number.NaN),
      isCumulative: isCumulative(sum.aggregationTemporality),
    }));
  });
}

/** Numbers are what OTLP asks for; some exporters write the name. */
const isCumulative = (temporality: unknown) =>
  Number(temporality) === CUMULATIVE || /CUMULATIVE$/.test(String(temporality));
