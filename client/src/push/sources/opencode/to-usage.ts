import { instantOf, type JsonRecord, recordOf, textOf } from '../../json-record.ts';
import { countOf, keyOf, type SessionUsage, type Tokens } from '../../usage-event.ts';
import { TOOL } from './tool.ts';

/** An answer as its row or file tells it. */
export interface Answer {
  message: JsonRecord;
  sessionId: string | undefined;
  parentSessionId?: string | undefined;
}

/** Providers by the codes the organization knows vendors by. */
const VENDORS: Record<string, string> = { xai: 'x-ai', 'amazon-bedrock': 'bedrock', 'google-vertex': 'vertex_ai' };
const MODES: readonly string[] = ['build', 'plan', 'general'];

/** What an answer used; undefined for questions and for answers without counts. */
export function toUsage(
  { message, sessionId, parentSessionId }: Answer,
  projectOf: (folder: string) => string | undefined,
): SessionUsage | undefined {
  const counts = recordOf(message.tokens);
  const model = textOf(message.modelID);
  const provider = textOf(message.providerID);
  const created = recordOf(message.time)?.created;
  const occurredAt = instantOf(created);
  if (!counts || !model || !provider || !occurredAt || (message.role ?? 'assistant') !== 'assistant') return undefined;
  const tokens = tokensOf(counts);
  const { inputTokens, cacheReadTokens, cacheWrite5mTokens, outputTokens } = tokens;
  if (inputTokens + cacheReadTokens + cacheWrite5mTokens + outputTokens === 0) return undefined;

  const path = recordOf(message.path);
  const folder = textOf(path?.root) === '/' ? textOf(path?.cwd) : (textOf(path?.root) ?? textOf(path?.cwd));
  const agent = textOf(message.agent);
  return {
    ...tokens,
    // A forked session holds copies under new ids: what an answer was, not what it is called, makes it the same.
    idempotencyKey: keyOf(TOOL, occurredAt, provider, model, Object.values(tokens).join('.')),
    occurredAt,
    tool: TOOL,
    vendor: VENDORS[provider] ?? provider,
    model,
    sessionId,
    parentSessionId,
    agent: agent === undefined || MODES.includes(agent) ? undefined : agent,
    project: folder === undefined ? undefined : projectOf(folder),
    contextTokens: inputTokens + cacheReadTokens + cacheWrite5mTokens,
  };
}

/** An answer still being written; what it used is not final. */
export function isOpen({ message }: Answer, now: Date): boolean {
  const time = recordOf(message.time);
  const created = instantOf(time?.created);
  const isFinal = instantOf(time?.completed) !== undefined || textOf(message.finish) !== undefined;
  return (
    !isFinal && message.role !== 'user' && created !== undefined && now.getTime() - Date.parse(created) < LONGEST_MS
  );
}

/** After this long an answer was left unfinished. */
const LONGEST_MS = 3_600_000;

function tokensOf(counts: JsonRecord): Tokens {
  const cache = recordOf(counts.cache);
  const input = countOf(counts.input);
  const output = countOf(counts.output);
  const reasoning = countOf(counts.reasoning);
  const read = countOf(cache?.read);
  const written = countOf(cache?.write);
  const total = countOf(counts.total);
  const sum = input + output + read + written;
  const holdsReasoning = reasoning > 0 && reasoning <= output && total === sum;
  return {
    inputTokens: input,
    cacheReadTokens: read,
    cacheWrite5mTokens: written,
    cacheWrite1hTokens: 0,
    outputTokens: sum + reasoning === 0 ? total : output + (holdsReasoning ? 0 : reasoning),
    reasoningTokens: reasoning,
  };
}
