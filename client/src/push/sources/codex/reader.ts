import { codeOf, type SessionFile } from '../../find-files.ts';
import { instantOf, isRecord, type JsonRecord, recordOf } from '../../json-record.ts';
import { scanRecords } from '../../record-lines.ts';
import { type Progress, SLICE, type Slice, type SourceReader, type SourceRun } from '../../source.ts';
import { sessionOf } from './locations.ts';
import { type CodexState, freshState, keyPartOf, tokenCountOf, toUsage, withSession, withTurn } from './to-usage.ts';

const MARKERS = ['token_count"', 'turn_context"', 'session_meta"'].map((marker) => Buffer.from(marker));
/** How long after its start a forked session may still be writing down the lines of its origin. */
const REPLAY_MS = 5_000;
/** Origins whose totals are kept: those of one chain of forks, for the next file may have other ones. */
const MOST_KEPT = 20;

/**
 * Reads sessions line by line. A forked session begins with a copy of its origin's lines under new times: what its
 * origin, or an origin of that, has too is skipped. Where the origin is gone, its usage keeps the origin's keys, so
 * that it counts once.
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
    if (state.isReplaying && this.#isOfOrigin(state, keyPartOf(count.totals))) return next;
    const isCopied = state.isReplaying && !this.#hasFile(state.originId) && isSoonAfter(state.startedAt, occurredAt);
    const ownerId = isCopied ? (state.originId ?? sessionId) : sessionId;
    const usage = toUsage(next, count, ownerId, occurredAt);
    if (usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.outputTokens > 0) {
      this.#run.emit(usage);
    }
    return { ...next, isReplaying: isCopied };
  }

  #hasFile(id: string | undefined): boolean {
    return id !== undefined && this.#pathOf.has(id.toLowerCase());
  }

  /** Whether a session whose lines this one copied had these totals before the fork. */
  #isOfOrigin({ sessionId, originId, copiedIds = [], startedAt }: CodexState, totals: string): boolean {
    for (const id of new Set([originId, ...copiedIds])) {
      const path = id === undefined || id === sessionId ? undefined : this.#pathOf.get(id.toLowerCase());
      if (path !== undefined && this.#totalsAt(path, startedAt).has(totals)) return true;
    }
    return false;
  }

  /** Every total of an origin up to the fork. */
  #totalsAt(path: string, until: string | undefined): ReadonlySet<string> {
    const key = `${until} ${path}`;
    const known = this.#originTotals.get(key) ?? this.#readTotals(path, until);
    if (this.#originTotals.size > MOST_KEPT) this.#originTotals.clear();
    this.#originTotals.set(key, known);
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
