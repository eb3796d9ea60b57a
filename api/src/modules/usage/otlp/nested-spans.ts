import type { UsageEvent } from '../usage-event.ts';
import type { OtlpRecord } from './otlp-records.ts';

export interface SpanUsage {
  span: OtlpRecord;
  event: UsageEvent;
}

interface Tokens {
  input: bigint;
  output: bigint;
}

/**
 * Without the spans that tell again what spans inside them tell: a framework's around the vendor's client, a gateway's
 * caller around the gateway. One whose tokens are any others is a request of its own, so that nothing is lost where
 * another call is made inside it. An inner span ends before the outer one, so that an exporter sends both together.
 * @param spans all of an export: what lies between two that tell usage need not tell any
 */
export function withoutOuterSpans(found: readonly SpanUsage[], spans: readonly OtlpRecord[]): UsageEvent[] {
  const outerOf = new Map(spans.map((span) => [keyOf(span, span.spanId), keyOf(span, span.parentSpanId)]));
  const told = new Map(found.map(({ span, event }) => [keyOf(span, span.spanId), tokensOf(event)]));
  const fromInside = [...told]
    .map(([key, own]) => ({ key, own, outers: outersOf(key, outerOf) }))
    .sort((a, b) => b.outers.length - a.outers.length);
  const inside = new Map<string, Tokens>();
  const left = new Set<string>();
  for (const { key, own, outers } of fromInside) {
    const within = inside.get(key);
    const isToldAgain = within !== undefined && own.input === within.input && own.output === within.output;
    if (isToldAgain) left.add(key);
    const outer = outers.find((each) => told.has(each));
    if (outer !== undefined) inside.set(outer, sumOf(inside.get(outer), isToldAgain ? within : sumOf(within, own)));
  }
  return found.filter(({ span }) => !left.has(keyOf(span, span.spanId))).map(({ event }) => event);
}

const keyOf = ({ traceId }: OtlpRecord, spanId: string) => `${traceId} ${spanId}`;

/** Spans of real programs lie in no more; what a hostile export costs stays bounded. */
const DEEPEST = 100;

/** What a span lies in, from the inside; nothing where a faulty trace leads back to the span. */
function outersOf(key: string, outerOf: ReadonlyMap<string, string>): string[] {
  const outers: string[] = [];
  for (let outer = outerOf.get(key); outer !== undefined && outers.length < DEEPEST; outer = outerOf.get(outer)) {
    if (outer === key) return [];
    outers.push(outer);
  }
  return outers;
}

const tokensOf = (event: UsageEvent): Tokens => ({
  input: (event.inputTokens ?? 0n) + (event.cacheReadTokens ?? 0n) + (event.cacheWrite5mTokens ?? 0n),
  output: event.outputTokens ?? 0n,
});

const sumOf = (a: Tokens | undefined, b: Tokens): Tokens => ({
  input: (a?.input ?? 0n) + b.input,
  output: (a?.output ?? 0n) + b.output,
});
