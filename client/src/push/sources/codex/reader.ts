import { codeOf, type SessionFile } from '../../find-files.ts';
import { instantOf, isRecord, type JsonRecord, recordOf } from '../../json-record.ts';
import { scanRecords } from '../../record-lines.ts';
import { type Progress, SLICE, type Slice, type SourceReader, type SourceRun } from '../../source.ts';
import { sessionOf } from './locations.ts';
import { type CodexState, freshState, keyPartOf, tokenCountOf, toUsage, withSession, withTurn } from './to-usage.ts';

const MARKERS = ['token_count"', 'turn_context"', 'session_meta"'].map((marker) => Buffer.from(marker));
/** How long after its start a forked session may still be writing down the lines of its origin. */
const REPLAY_MS = 5_000;

/**
 * Reads sessions line by line. A forked session begins with a copy of its origin's lines under new times: what its
 * origin has too is skipped. Where the origin is gone, its usage keeps the origin's keys, so that it counts once.
 */
export class CodexReader implements SourceReader {
  readonly #run: SourceRun;
  readonly #pathOf: ReadonlyMap<string, string>;
  readonly #originTotals = new Map<string, ReadonlySet<string>>();

  constructor(run: SourceRun) {
    this.#run = run;
    this.#pathOf = new Map(run.files.map(({ path }) => [sessionOf(path) ?? path, path]));
  }

  read(file: SessionFile, from: Progress): Slice {
    let state = isState(from.state) ? from.state : freshState();
    const { offset, isAtEnd } = this.#scan(file.path, from.offset, SLICE, (line, isWhole) => {
      const next = this.#take(line, state, file);
      // A line without its end is read again.
      if (isWhole) state = next;
    });
    return { offset, state, hasMore: !isAtEnd };
  }

  #take(line: JsonRecord, state: CodexState, file: SessionFile): CodexState {
    const payload = recordOf(line.payload);
    if (!payload) return state;
    if (line.type === 'session_meta') return withSession(state, payload, line, this.#run.projectOf);
    if (line.type === 'turn_context') return withTurn(state, payload, this.#run.projectOf);
    if (line.type !== 'event_msg' || payload.type !== 'token_count') return state;
    const count = tokenCountOf(payload, state.totals);
    if (!count) return state;

    const occurredAt = instantOf(line.timestamp) ?? new Date(file.modified).toISOString();
    const sessionId = state.sessionId ?? sessionOf(file.path) ?? '';
    const next = { ...state, sessionId, totals: count.totals };
    const origin = state.isReplaying ? this.#originOf(state) : undefined;
    if (origin?.has(keyPartOf(count.totals))) return next;
    const isCopied = state.isReplaying && !origin && isSoonAfter(state.startedAt, occurredAt);
    const ownerId = isCopied ? (state.originId ?? sessionId) : sessionId;
    const usage = toUsage(next, count, ownerId, occurredAt);
    if (usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.outputTokens > 0) {
      this.#run.emit(usage);
    }
    return { ...next, isReplaying: isCopied };
  }

  /** Every total of the origin up to the fork; undefined when its file is gone. */
  #originOf({ originId, startedAt }: CodexState): ReadonlySet<string> | undefined {
    const path = originId === undefined ? undefined : this.#pathOf.get(originId.toLowerCase());
    if (path === undefined) return undefined;
    const key = `${startedAt} ${path}`;
    let known = this.#originTotals.get(key);
    if (!known) {
      known = this.#readTotals(path, startedAt);
      this.#originTotals.clear();
      this.#originTotals.set(key, known);
    }
    return known;
  }

  #readTotals(path: string, until: string | undefined): ReadonlySet<string> {
    const all = new Set<string>();
    let totals = freshState().totals;
    const take = (line: JsonRecord) => {
      const count = tokenCountOf(recordOf(line.payload) ?? {}, totals);
      const at = instantOf(line.timestamp);
      if (!count || (until !== undefined && at !== undefined && at > until)) return;
      totals = count.totals;
      all.add(keyPartOf(totals));
    };
    try {
      this.#scan(path, 0, Number.POSITIVE_INFINITY, take);
    } catch (error) {
      this.#run.report({ path, kind: 'unreadable', detail: codeOf(error) });
    }
    return all;
  }

  #scan(path: string, from: number, budget: number, onRecord: (record: JsonRecord, isWhole: boolean) => void) {
    return scanRecords({ path, from, budget, markers: MARKERS, report: this.#run.report, onRecord });
  }
}

const isSoonAfter = (start: string | undefined, instant: string): boolean =>
  start !== undefined && Date.parse(instant) - Date.parse(start) <= REPLAY_MS;

const isState = (value: unknown): value is CodexState =>
  isRecord(value) && Array.isArray(value.totals) && value.totals.length === 5 && typeof value.vendor === 'string';
