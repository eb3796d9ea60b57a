import { KeyTable } from './key-table.ts';
import { type SessionUsage, sumOf, type Tokens } from './usage-event.ts';

export interface DayTotals extends Tokens {
  /** UTC. */
  day: string;
  tool: string;
  model: string;
  responses: number;
  webSearches: number;
}

const WIDTH = 8;

/**
 * Sums per day and model, each response once: of several reports of one the largest. Keeps numbers only, some hundred
 * bytes a response, so that years of sessions fit.
 */
export class Totals {
  readonly #keys = new KeyTable();
  readonly #groups = new Map<string, { index: number; day: string; tool: string; model: string }>();
  readonly #groupOf: number[] = [];
  /** By response: its token sum, then its counts. */
  readonly #counts: number[] = [];

  add(usage: SessionUsage): void {
    const response = this.#keys.add(usage.idempotencyKey);
    const sum = sumOf(usage);
    const at = response * WIDTH;
    if ((this.#counts[at] ?? -1) >= sum) return;
    this.#groupOf[response] = this.#groupIndex(usage);
    const counts = [
      sum,
      usage.inputTokens,
      usage.cacheReadTokens,
      usage.cacheWrite5mTokens,
      usage.cacheWrite1hTokens,
      usage.outputTokens,
      usage.reasoningTokens,
      usage.webSearches ?? 0,
    ];
    for (const [offset, count] of counts.entries()) this.#counts[at + offset] = count;
  }

  #groupIndex({ occurredAt, tool, model }: SessionUsage): number {
    const day = occurredAt.slice(0, 10);
    const key = `${day}\n${tool}\n${model}`;
    const known = this.#groups.get(key);
    if (known) return known.index;
    this.#groups.set(key, { index: this.#groups.size, day, tool, model });
    return this.#groups.size - 1;
  }

  /** By day, then tool and model. */
  rows(): DayTotals[] {
    const sums = Array.from({ length: this.#groups.size }, () => ({
      responses: 0,
      counts: new Array<number>(WIDTH).fill(0),
    }));
    for (const [response, group] of this.#groupOf.entries()) {
      const sum = sums[group];
      if (!sum) continue;
      sum.responses += 1;
      for (let offset = 0; offset < WIDTH; offset += 1) {
        sum.counts[offset] = (sum.counts[offset] ?? 0) + (this.#counts[response * WIDTH + offset] ?? 0);
      }
    }
    return [...this.#groups.values()]
      .map(({ index, day, tool, model }) => ({ day, tool, model, ...named(sums[index]) }))
      .sort((a, b) => compare(a.day, b.day) || compare(a.tool, b.tool) || compare(a.model, b.model));
  }
}

function named({ responses, counts }: { responses: number; counts: number[] } = { responses: 0, counts: [] }) {
  const [, inputTokens = 0, cacheReadTokens = 0, cacheWrite5mTokens = 0, cacheWrite1hTokens = 0] = counts;
  const [outputTokens = 0, reasoningTokens = 0, webSearches = 0] = counts.slice(5);
  return {
    responses,
    inputTokens,
    cacheReadTokens,
    cacheWrite5mTokens,
    cacheWrite1hTokens,
    outputTokens,
    reasoningTokens,
    webSearches,
  };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
