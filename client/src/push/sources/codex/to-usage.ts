import { instantOf, type JsonRecord, recordOf, textOf } from '../../json-record.ts';
import { projectOfRemote } from '../../project-of.ts';
import { utf8Of } from '../../scan-lines.ts';
import { countOf, keyOf, type SessionUsage } from '../../usage-event.ts';
import { TOOL } from './tool.ts';

/** Input, cached input, cache writes, output, reasoning; input includes the next two, output the last. */
export type Totals = readonly [number, number, number, number, number];

const NOTHING: Totals = [0, 0, 0, 0, 0];

/** What the lines read so far tell of those to come; kept between runs. */
export interface CodexState {
  sessionId?: string | undefined;
  /** The session this one was forked from or spawned by, whose lines it begins with. */
  originId?: string | undefined;
  /** Sessions whose lines the copy holds, as it names them. */
  copiedIds?: readonly string[] | undefined;
  parentSessionId?: string | undefined;
  startedAt?: string | undefined;
  isReplaying: boolean;
  vendor: string;
  model?: string | undefined;
  project?: string | undefined;
  branch?: string | undefined;
  totals: Totals;
}

/** A session of more has lost count of its origins long ago. */
const MOST_ORIGINS = 20;

export const freshState = (): CodexState => ({ isReplaying: false, vendor: 'openai', totals: NOTHING });

/** The first session_meta line is the session's own; those after it came with the lines of its origins. */
export function withSession(
  state: CodexState,
  payload: JsonRecord,
  line: JsonRecord,
  projectOf: ProjectOf,
): CodexState {
  if (state.sessionId !== undefined) {
    const id = textOf(payload.id);
    const { copiedIds = [] } = state;
    if (!state.isReplaying || id === undefined || copiedIds.length >= MOST_ORIGINS) return state;
    return { ...state, copiedIds: [...new Set([...copiedIds, id])] };
  }
  const git = recordOf(payload.git);
  const spawn = recordOf(recordOf(recordOf(payload.source)?.subagent)?.thread_spawn);
  const parentSessionId = textOf(spawn?.parent_thread_id) ?? textOf(payload.parent_thread_id);
  const originId = textOf(payload.forked_from_id) ?? parentSessionId;
  const branch = textOf(git?.branch);
  return {
    ...state,
    sessionId: textOf(payload.id) ?? state.sessionId,
    originId,
    parentSessionId,
    startedAt: instantOf(line.timestamp) ?? instantOf(payload.timestamp),
    // With `history_base` the session refers to its origin's lines and holds no copy of them.
    isReplaying: originId !== undefined && !recordOf(payload.history_base),
    vendor: textOf(payload.model_provider) ?? state.vendor,
    project: projectOfRemote(textOf(git?.repository_url)) ?? folderProject(payload, projectOf) ?? state.project,
    branch: branch === undefined ? state.branch : utf8Of(branch),
  };
}

type ProjectOf = (folder: string) => string | undefined;

function folderProject(payload: JsonRecord, projectOf: ProjectOf): string | undefined {
  const cwd = textOf(payload.cwd);
  return cwd === undefined ? undefined : projectOf(utf8Of(cwd));
}

export function withTurn(state: CodexState, payload: JsonRecord, projectOf: ProjectOf): CodexState {
  const model = textOf(payload.model);
  return {
    ...state,
    model: model === undefined ? state.model : utf8Of(model),
    project: state.project ?? folderProject(payload, projectOf),
  };
}

export interface TokenCount {
  /** The session's totals with this response. */
  totals: Totals;
  response: Totals;
  model: string | undefined;
}

/**
 * One response: what the line says of the last one, else by how much the totals grew. Totals that did not move were
 * written again; totals that fell began anew.
 */
export function tokenCountOf(payload: JsonRecord, before: Totals): TokenCount | undefined {
  const info = recordOf(payload.info);
  const last = recordOf(info?.last_token_usage);
  const total = recordOf(info?.total_token_usage);
  if (!last && !total) return undefined;
  const totals = total ? totalsOf(total) : plus(before, totalsOf(last ?? {}));
  if (keyPartOf(totals) === keyPartOf(before)) return undefined;
  const hasFallen = totals.some((count, index) => count < (before[index] ?? 0));
  const response = last ? totalsOf(last) : hasFallen ? totals : minus(totals, before);
  return { totals, response, model: textOf(payload.model) ?? textOf(info?.model) };
}

function totalsOf(usage: JsonRecord): Totals {
  const input = countOf(usage.input_tokens);
  const cached = Math.min(input, countOf(usage.cached_input_tokens));
  const written = countOf(usage.cache_write_input_tokens) || countOf(usage.cache_creation_input_tokens);
  return [
    input,
    cached,
    Math.min(input - cached, written),
    countOf(usage.output_tokens),
    countOf(usage.reasoning_output_tokens),
  ];
}

export const keyPartOf = (totals: Totals): string => totals.join('.');

const plus = ([a, b, c, d, e]: Totals, [v, w, x, y, z]: Totals): Totals => [a + v, b + w, c + x, d + y, e + z];
const minus = ([a, b, c, d, e]: Totals, [v, w, x, y, z]: Totals): Totals => [a - v, b - w, c - x, d - y, e - z];

/** @param ownerId the session in which the response was given first */
export function toUsage(state: CodexState, count: TokenCount, ownerId: string, occurredAt: string): SessionUsage {
  const [input, cached, written, output, reasoning] = count.response;
  return {
    idempotencyKey: keyOf(TOOL, ownerId, keyPartOf(count.totals)),
    occurredAt,
    tool: TOOL,
    vendor: state.vendor,
    model: count.model ?? state.model ?? 'unknown',
    sessionId: state.sessionId,
    parentSessionId: state.parentSessionId,
    project: state.project,
    branch: state.branch,
    contextTokens: input,
    inputTokens: input - cached - written,
    cacheReadTokens: cached,
    cacheWrite5mTokens: written,
    cacheWrite1hTokens: 0,
    outputTokens: output,
    reasoningTokens: reasoning,
  };
}
