import type { SessionUsage } from './usage-event.ts';

export interface UsageOverrides {
  billingKind?: 'METERED' | 'INCLUDED' | undefined;
  project?: string | undefined;
  agent?: string | undefined;
}

type Text = string | undefined;

/** One event as `recordUsage` takes it. These fields and no other ever leave the machine. */
export interface EventPayload {
  idempotencyKey: string;
  occurredAt: string;
  vendor: string;
  model: string;
  tool: string;
  requestId?: Text;
  sessionId?: Text;
  parentSessionId?: Text;
  agent?: Text;
  project?: Text;
  branch?: Text;
  billingKind?: 'METERED' | 'INCLUDED' | undefined;
  serviceTier?: Text;
  speed?: Text;
  contextTokens?: Text;
  inputTokens: string;
  cacheReadTokens: string;
  cacheWrite5mTokens: string;
  cacheWrite1hTokens: string;
  outputTokens: string;
  reasoningTokens: string;
  webSearches?: Text;
}

const LONGEST = 200;

/** @param overrides what the person says of all usage of this machine */
export function toPayload(usage: SessionUsage, overrides: UsageOverrides = {}): EventPayload {
  const { contextTokens, webSearches } = usage;
  return {
    idempotencyKey: usage.idempotencyKey,
    occurredAt: usage.occurredAt,
    vendor: usage.vendor,
    model: shortOf(usage.model) ?? '',
    tool: usage.tool,
    requestId: shortOf(usage.requestId),
    sessionId: shortOf(usage.sessionId),
    parentSessionId: shortOf(usage.parentSessionId),
    agent: shortOf(overrides.agent ?? usage.agent),
    project: shortOf(overrides.project ?? usage.project),
    branch: shortOf(usage.branch),
    billingKind: overrides.billingKind,
    serviceTier: shortOf(usage.serviceTier),
    speed: shortOf(usage.speed),
    contextTokens: contextTokens ? String(contextTokens) : undefined,
    inputTokens: String(usage.inputTokens),
    cacheReadTokens: String(usage.cacheReadTokens),
    cacheWrite5mTokens: String(usage.cacheWrite5mTokens),
    cacheWrite1hTokens: String(usage.cacheWrite1hTokens),
    outputTokens: String(usage.outputTokens),
    reasoningTokens: String(usage.reasoningTokens),
    webSearches: webSearches ? String(webSearches) : undefined,
  };
}

/** Names that are longer than any real one may hold anything: they are cut. */
const shortOf = (text: Text): Text => (text !== undefined && text.length > LONGEST ? text.slice(0, LONGEST) : text);
