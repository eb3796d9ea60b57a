import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

interface Best {
  sum: bigint;
  counts: Record<string, bigint>;
  isSidechain: boolean;
}

/**
 * The totals of Claude Code's sessions by the plainest means: every line split and parsed, everything kept in memory,
 * counted by message and request, then copies in side conversations taken out. Shares no code with the push.
 */
export async function referenceTotals(root: string): Promise<Record<string, string>> {
  const responses = new Map<string, Map<string, Best>>();
  for (const entry of readdirSync(join(root, 'projects'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.jsonl')) continue;
    const input = createReadStream(join(entry.parentPath, entry.name));
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) take(line, responses);
  }
  const sums = new Map<string, bigint>([['events', 0n]]);
  for (const requests of responses.values()) {
    const all = [...requests.values()];
    const main = all.filter(({ isSidechain }) => !isSidechain);
    const largest = all.reduce((most, each) => (each.sum > most.sum ? each : most));
    for (const { counts } of main.length > 0 ? main : [largest]) {
      sums.set('events', (sums.get('events') ?? 0n) + 1n);
      for (const [name, count] of Object.entries(counts)) sums.set(name, (sums.get(name) ?? 0n) + count);
    }
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, String(sum)]));
}

function take(line: string, responses: Map<string, Map<string, Best>>): void {
  let record: { type?: string; requestId?: string; isSidechain?: boolean; message?: { id?: string; usage?: unknown } };
  try {
    record = JSON.parse(line);
  } catch {
    return;
  }
  const { message } = record;
  if (record.type !== 'assistant' || !message?.id || !message.usage) return;
  const usage = message.usage as Record<string, number & Record<string, number>>;
  const split = usage.cache_creation;
  const counts = {
    inputTokens: BigInt(usage.input_tokens ?? 0),
    cacheReadTokens: BigInt(usage.cache_read_input_tokens ?? 0),
    cacheWrite5mTokens: BigInt(
      split ? (split.ephemeral_5m_input_tokens ?? 0) : (usage.cache_creation_input_tokens ?? 0),
    ),
    cacheWrite1hTokens: BigInt(split?.ephemeral_1h_input_tokens ?? 0),
    outputTokens: BigInt(usage.output_tokens ?? 0),
    webSearches: BigInt(usage.server_tool_use?.web_search_requests ?? 0),
  };
  const { webSearches: _, ...tokens } = counts;
  const sum = Object.values(tokens).reduce((all, count) => all + count, 0n);
  const requests = responses.get(message.id) ?? new Map<string, Best>();
  responses.set(message.id, requests);
  const known = requests.get(record.requestId ?? '');
  if (!known || sum > known.sum)
    requests.set(record.requestId ?? '', { sum, counts, isSidechain: record.isSidechain === true });
}
