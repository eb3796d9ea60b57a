import type { Context } from '../../../graphql/context.ts';
import { RateLimitedError } from '../../../lib/errors.ts';
import { createTurns } from '../../../lib/turns.ts';
import type { TrackedSource } from '../../../sync/tracked-source.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../../auth/permissions.ts';
import { recordUsage } from '../record-usage.ts';
import type { UsageEvent } from '../usage-event.ts';
import { CLAUDE_CODE_USAGE, readClaudeCodeEvent, readClaudeCodePoint } from './claude-code.ts';
import { readCodexEvent } from './codex.ts';
import { readGeminiCliEvent } from './gemini-cli.ts';
import { GEN_AI_USAGE, readGenAi, readGenAiPoint } from './gen-ai.ts';
import { type SpanUsage, withoutOuterSpans } from './nested-spans.ts';
import { logRecords, metricPoints, type OtlpPoint, type OtlpRecord, spans } from './otlp-records.ts';
import { isIgnored, isRefusal, type ReadPoint, type ReadRecord } from './producer.ts';
import type { Signal } from './read-protobuf.ts';
import { advanceTotals, amountsOf, CountedMeanwhile, rememberTotals, type Step } from './running-totals.sql.ts';

/** How an export went: records that could not be stored, and what the first of them lacks; or a warning about none. */
export interface OtlpOutcome {
  rejected: number;
  message: string;
}

const LOG_READERS: readonly ReadRecord[] = [readClaudeCodeEvent, readCodexEvent, readGeminiCliEvent, readGenAi];
const METRICS = new Set([CLAUDE_CODE_USAGE, GEN_AI_USAGE]);
const POINT_READERS: readonly ReadPoint[] = [readClaudeCodePoint, readGenAiPoint];
const BATCH = 5_000;
const ATTEMPTS = 5;
/** A number as a double holds it exactly. */
const MOST_COUNTED = 1e15;
/** Running totals are counted from the last one: of one caller, one export after the other. */
const inOrder = createTurns({
  running: 1,
  waiting: 50,
  refusal: 'Too many metrics exports are waiting to be stored.',
  pauseSeconds: 5,
});

/** Stores the usage an export tells of, as pushed by the token; all else in it is dropped unread. */
export async function recordOtlp(context: Context, signal: Signal, tree: unknown): Promise<OtlpOutcome> {
  requireScope(context.actor, 'USAGE_WRITE');
  if (signal === 'metrics') return inOrder(ownerOf(context), () => recordMetrics(context, tree));
  const outcome: OtlpOutcome = { rejected: 0, message: '' };
  const events = signal === 'logs' ? readLogs(context, tree, outcome) : readSpans(context, tree, outcome);
  await recordAll(context, { source: 'otel_event', events, outcome });
  return outcome;
}

const readLogs = (context: Context, tree: unknown, outcome: OtlpOutcome): UsageEvent[] =>
  usageIn(logRecords(tree), LOG_READERS, context.clock(), outcome).map(({ event }) => event);

function readSpans(context: Context, tree: unknown, outcome: OtlpOutcome): UsageEvent[] {
  const all = [...spans(tree)];
  return withoutOuterSpans(usageIn(all, [readGenAi], context.clock(), outcome), all);
}

function usageIn(records: Iterable<OtlpRecord>, readers: readonly ReadRecord[], now: Date, outcome: OtlpOutcome) {
  const found: SpanUsage[] = [];
  for (const record of records) {
    const read = readOne(record, readers, now);
    if (read === undefined) continue;
    if (isRefusal(read)) reject(outcome, read.message);
    else found.push({ span: record, event: read });
  }
  return found;
}

function readOne(record: OtlpRecord, readers: readonly ReadRecord[], now: Date) {
  for (const reader of readers) {
    const read = reader(record, now);
    if (read !== undefined) return read;
  }
  return undefined;
}

const ownerOf = ({ actor }: Context) => `member ${actorMemberId(actor) ?? 0}`;

/** However many processes are told of the same running totals at once, each amount is counted by one of them. */
export async function recordMetrics(context: Context, tree: unknown): Promise<OtlpOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recordPoints(context, tree);
    } catch (error) {
      if (!(error instanceof CountedMeanwhile)) throw error;
      if (attempt >= ATTEMPTS) throw new RateLimitedError('These metrics are being sent several times at once.', 5);
    }
  }
}

async function recordPoints(context: Context, tree: unknown): Promise<OtlpOutcome> {
  const outcome: OtlpOutcome = { rejected: 0, message: '' };
  const now = context.clock();
  const points: OtlpPoint[] = [];
  for (const point of metricPoints(tree, METRICS)) {
    if (Number.isNaN(point.value)) continue;
    if (point.value >= 0 && point.value <= MOST_COUNTED) points.push(point);
    else reject(outcome, `value: ${point.value} is no count of tokens. Send 0 to ${MOST_COUNTED}.`);
  }
  const amounts = await amountsOf(ownerOf(context), points, now);
  const events: UsageEvent[] = [];
  const steps: (Step | undefined)[] = [];
  for (const [index, point] of points.entries()) {
    const { amount = 0n, key = '', total } = amounts[index] ?? {};
    const read = POINT_READERS.map((reader) => reader(point, amount, now)).find((found) => found !== undefined);
    if (read === undefined) continue;
    if (isRefusal(read)) reject(outcome, read.message);
    else if (isIgnored(read)) outcome.message ||= read.warning;
    else if (amount > 0n) {
      events.push({ ...read, idempotencyKey: key });
      steps.push(total);
    }
  }
  await recordAll(context, { source: 'otel_metric', events, outcome, steps });
  await rememberTotals(
    amounts.flatMap(({ total }) => total ?? []),
    now,
  );
  return outcome;
}

interface Recording {
  source: TrackedSource;
  events: readonly UsageEvent[];
  outcome: OtlpOutcome;
  /** Of each event that comes from a running total. */
  steps?: readonly (Step | undefined)[];
}

async function recordAll(context: Context, { source, events, outcome, steps = [] }: Recording): Promise<void> {
  // An address is what the machine says; only an administrator's token may speak for others.
  const isAdmin = actorIsAdmin(context.actor);
  const owned = isAdmin ? events : events.map((event) => ({ ...event, member: undefined }));
  for (let start = 0; start < owned.length; start += BATCH) {
    const taken = steps.slice(start, start + BATCH).flatMap((step) => step ?? []);
    const { results } = await recordUsage(context, {
      source,
      events: owned.slice(start, start + BATCH),
      alongside: (client) => advanceTotals(client, taken, context.clock()),
    });
    for (const { status, message } of results) if (status === 'REJECTED') reject(outcome, message ?? '');
  }
}

function reject(outcome: OtlpOutcome, message: string): void {
  outcome.rejected += 1;
  outcome.message ||= message;
}
