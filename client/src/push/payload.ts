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
  inputTokens?: Text;
  cacheReadTokens?: Text;
  cacheWrite5mTokens?: Text;
  cacheWrite1hTokens?: Text;
  outputTokens?: Text;
  reasoningTokens?: Text;
  webSearches?: Text;
}

const LONGEST = 200;

/** @param overrides what the person says of all usage of this machine */
export function toPayload(usage: SessionUsage, overrides: UsageOverrides = {}): EventPayload {
  return {
    idempotencyKey: usage.idempotencyKey,
    occurredAt: usage.occurredAt,
    vendor: codeOf(usage.vendor),
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
    contextTokens: countText(usage.contextTokens),
    inputTokens: countText(usage.inputTokens),
    cacheReadTokens: countText(usage.cacheReadTokens),
    cacheWrite5mTokens: countText(usage.cacheWrite5mTokens),
    cacheWrite1hTokens: countText(usage.cacheWrite1hTokens),
    outputTokens: countText(usage.outputTokens),
    reasoningTokens: countText(Math.min(usage.reasoningTokens, usage.outputTokens)),
    webSearches: countText(usage.webSearches),
  };
}

const CODE = /^[a-z0-9][a-z0-9_.-]{0,59}$/;

/** Tools let people name providers as they like; a vendor's code has small letters and no spaces. */
const codeOf = (name: string): string => (CODE.test(name) ? name : madeCode(name));

const madeCode = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9_.-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 60) || 'unknown';

/** Left out is 0. */
const countText = (count: number | undefined): Text => (count ? String(count) : undefined);

/** Names that are longer than any real one may hold anything: they are cut. */
const shortOf = (text: Text): Text => (text !== undefined && text.length > LONGEST ? text.slice(0, LONGEST) : text);
