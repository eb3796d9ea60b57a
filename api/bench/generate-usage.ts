import type { DayWindow } from '../src/connectors/connector.ts';
import type { UsageRecord } from '../src/connectors/usage-record.ts';
import { addDays, type Day, startOfDay } from '../src/lib/calendar.ts';

/** Each is a member's by its name, `person.7@example.com`. */
export const KEYS = 150;
const HOURS = 24;
const MODELS = ['claude-opus-5-5', 'claude-sonnet-5', 'claude-haiku-5', 'claude-sonnet-4-5', 'claude-opus-4-1'];
const HOUR_MS = 3_600_000;

/** A cheap deterministic spread: the same rows every time. */
function spread(seed: number): number {
  return Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) >>> 0;
}

/** `rowsPerDay` hourly rows of 150 keys and five models on each of `days` days from `from`. */
export function* generateWindows(from: Day, days: number, rowsPerDay: number): Generator<DayWindow> {
  for (let index = 0; index < days; index += 1) {
    const day = addDays(from, index);
    const start = startOfDay(day).getTime();
    yield { day, records: Array.from({ length: rowsPerDay }, (_, row) => recordAt(index, row, start)) };
  }
}

function recordAt(dayIndex: number, row: number, start: number): UsageRecord {
  const seed = spread(dayIndex * 1_000_003 + row);
  const key = row % KEYS;
  const hour = Math.floor(row / KEYS) % HOURS;
  const model = MODELS[Math.floor(row / (KEYS * HOURS)) % MODELS.length] ?? 'claude-sonnet-5';
  return {
    key: [`key-${key}`, String(hour), model],
    hour: new Date(start + hour * HOUR_MS),
    isDayGrain: false,
    evidence: 'REPORTED',
    billingKind: 'METERED',
    chargeClass: 'TOKENS',
    tool: 'api',
    model,
    apiKey: { kind: 'API_KEY', externalId: `apikey_${key}`, name: `claude_code_key_person.${key}_ab` },
    workspace: { kind: 'WORKSPACE', externalId: `workspace_${key % 12}`, name: `Workspace ${key % 12}` },
    inputTokens: BigInt(seed % 90_000),
    cacheReadTokens: BigInt(seed % 900_000),
    cacheWrite5mTokens: BigInt(seed % 40_000),
    cacheWrite1hTokens: 0n,
    outputTokens: BigInt(seed % 12_000),
    currency: 'USD',
  };
}
