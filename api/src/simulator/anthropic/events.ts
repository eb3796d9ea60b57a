import type { ContextWindow, Model, TokenType } from './models.ts';

export type TokenCounts = Record<TokenType, number>;
export type ServiceTier = 'standard' | 'batch' | 'priority';
type Speed = 'standard' | 'fast';
export type InferenceGeo = 'global' | 'us' | 'not_available';

/** What Claude Code measured beside the tokens. */
export interface CodingActivity {
  terminalType: string;
  isRemote: boolean;
  sessions: number;
  linesAdded: number;
  linesRemoved: number;
  commits: number;
  pullRequests: number;
  accepted: [edit: number, multiEdit: number, write: number, notebook: number];
  rejected: [edit: number, multiEdit: number, write: number, notebook: number];
}

/** The requests of one caller with one model and one set of options within one hour. */
export interface UsageEvent {
  /** Epoch ms. */
  at: number;
  caller: Caller;
  model: Model;
  serviceTier: ServiceTier;
  contextWindow: ContextWindow;
  inferenceGeo: InferenceGeo;
  speed: Speed;
  requests: number;
  tokens: TokenCounts;
  webSearches: number;
  /** Null when the requests did not come from Claude Code. */
  coding: CodingActivity | null;
  /** When the usage report starts to show it. */
  reportedAt: number;
  /** When the cost report starts to show it. */
  billedAt: number;
  /** Billed, but lost by the vendor's usage pipeline: never in the usage report. */
  isLostFromUsage: boolean;
}

/** Money on the bill that no token explains. */
export interface ServiceCharge {
  costType: 'code_execution' | 'session_usage';
  description: string;
  workspaceId: string | null;
  nano: bigint;
  billedAt: number;
  ownerIndex: number | null;
}

/** Who called: exactly one of key, OAuth account, federated account, or none (the Console's Playground). */
export interface Caller {
  apiKeyId: string | null;
  accountId: string | null;
  serviceAccountId: string | null;
  workspaceId: string | null;
  /** The key's name, or null without a key. */
  keyName: string | null;
  /** True owner by index in the organization's people; null when nobody's. */
  ownerIndex: number | null;
  /** Usage of a seat is included: in the Claude Code report only, on no bill. */
  subscriptionType: 'team' | 'max' | null;
}
