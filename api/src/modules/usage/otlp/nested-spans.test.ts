import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { UsageEvent } from '../usage-event.ts';
import { withoutOuterSpans } from './nested-spans.ts';
import type { OtlpRecord } from './otlp-records.ts';

const spanOf = (index: number, parent: number | undefined): OtlpRecord => ({
  name: '',
  attributes: new Map(),
  at: undefined,
  traceId: 't',
  spanId: `s${index}`,
  parentSpanId: parent === undefined ? '' : `s${parent}`,
});
const eventOf = (index: number, inputTokens: bigint): UsageEvent => ({
  idempotencyKey: `s${index}`,
  occurredAt: new Date(0),
  vendor: 'v',
  model: 'm',
  inputTokens,
  outputTokens: inputTokens / 2n,
});

it('counts what the innermost tell, however deep the others lie around them and in whatever order they come', () => {
  // Each span lies in an earlier one; those with others inside tell the sum of what is inside, or nothing.
  const tree = fc.array(fc.record({ parent: fc.nat(20), tokens: fc.nat(1_000), isTold: fc.boolean() }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(tree, fc.boolean(), (nodes, isReversed) => {
      const parentOf = nodes.map(({ parent }, index) => (index === 0 ? undefined : parent % index));
      const isLeaf = nodes.map((_, index) => !parentOf.includes(index));
      const tokens = nodes.map((node, index) => (isLeaf[index] ? BigInt(node.tokens) * 2n : 0n));
      for (let index = nodes.length - 1; index > 0; index -= 1) {
        const parent = parentOf[index] ?? 0;
        tokens[parent] = (tokens[parent] ?? 0n) + (tokens[index] ?? 0n);
      }
      const spans = nodes.map((_, index) => spanOf(index, parentOf[index]));
      const found = spans
        .map((span, index) => ({ span, event: eventOf(index, tokens[index] ?? 0n) }))
        .filter((_, index) => isLeaf[index] || nodes[index]?.isTold);
      const counted = withoutOuterSpans(isReversed ? found.toReversed() : found, spans);
      const leaves = nodes.flatMap((_, index) => (isLeaf[index] ? [`s${index}`] : []));
      expect(counted.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(leaves.sort());
    }),
  );
});
