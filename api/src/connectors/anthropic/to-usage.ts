import { centsToNano } from '../../lib/money.ts';
import type { IdentityRef, UsageRecord } from '../usage-record.ts';
import type { ClaudeCodeRow, CostResult, MessagesUsageResult } from './payloads.ts';

/** The API writes null for the workspace every organization starts with. */
export const DEFAULT_WORKSPACE = 'default';

/** An hour of the messages report: its tokens, and its web searches apart because they are charged apart. */
export function messagesToUsage(hour: Date, result: MessagesUsageResult): UsageRecord[] {
  const key = [
    hour.toISOString(),
    ...[result.api_key_id, result.workspace_id, result.model, result.service_tier, result.context_window],
    ...[result.account_id, result.service_account_id, result.speed],
  ].map((part) => part ?? '');
  const shared = {
    hour,
    isDayGrain: false,
    evidence: 'REPORTED',
    // Priority Tier is paid by commitment and not on the cost report.
    billingKind: result.service_tier === 'priority' ? 'INCLUDED' : 'METERED',
    currency: 'USD',
    workspace: workspaceIdentity(result.workspace_id),
    ...present({
      model: result.model,
      apiKey: result.api_key_id ? { kind: 'API_KEY', externalId: result.api_key_id } : undefined,
      user: userIdentity(result),
      serviceTier: result.service_tier,
      contextOver: contextOver(result.context_window),
      speed: result.speed === 'standard' ? undefined : result.speed,
    }),
  } satisfies Partial<UsageRecord>;
  const tokens = {
    inputTokens: result.uncached_input_tokens,
    cacheReadTokens: result.cache_read_input_tokens,
    cacheWrite5mTokens: result.cache_creation.ephemeral_5m_input_tokens,
    cacheWrite1hTokens: result.cache_creation.ephemeral_1h_input_tokens,
    outputTokens: result.output_tokens,
  };
  const webSearches = result.server_tool_use?.web_search_requests ?? 0n;
  const records: UsageRecord[] = [];
  if (Object.values(tokens).some((quantity) => quantity > 0n)) {
    records.push({ ...shared, ...tokens, key: [...key, 'tokens'], chargeClass: 'TOKENS' });
  }
  if (webSearches > 0n) {
    records.push({ ...shared, webSearches, key: [...key, 'web_search'], chargeClass: 'WEB_SEARCH' });
  }
  return records;
}

/** A line of the bill of one UTC day. */
export function costToUsage(day: Date, result: CostResult): UsageRecord {
  const chargeNano = centsToNano(result.amount);
  return {
    key: [
      ...[day.toISOString(), result.workspace_id, result.description, result.cost_type, result.token_type],
      ...[result.model, result.service_tier, result.context_window, result.inference_geo],
    ].map((part) => part ?? ''),
    hour: day,
    isDayGrain: true,
    evidence: 'BILLED',
    billingKind: 'METERED',
    chargeClass: chargeClass(result.cost_type, chargeNano),
    currency: result.currency.toUpperCase(),
    chargeNano,
    workspace: workspaceIdentity(result.workspace_id),
    ...present({
      model: result.model,
      serviceTier: result.service_tier,
      contextOver: contextOver(result.context_window),
    }),
  };
}

/** A row of the Claude Code report: one record per model. `keyIds` resolves the names of keys. */
export function claudeCodeToUsage(row: ClaudeCodeRow, keyIds: ReadonlyMap<string, string>): UsageRecord[] {
  const isSubscription = row.customer_type === 'subscription';
  const actor = claudeCodeActor(row, keyIds);
  const day = new Date(`${row.date.slice(0, 10)}T00:00:00Z`);
  const shared = {
    hour: day,
    isDayGrain: true,
    evidence: 'REPORTED',
    billingKind: isSubscription ? 'INCLUDED' : 'METERED',
    chargeClass: 'TOKENS',
    tool: 'claude_code',
    // The same usage is in the messages report.
    isDetailOnly: !isSubscription,
    currency: row.model_breakdown[0]?.estimated_cost.currency.toUpperCase() ?? 'USD',
    ...(actor?.kind === 'API_KEY' ? { apiKey: actor } : actor === undefined ? {} : { user: actor }),
  } satisfies Partial<UsageRecord>;
  const key = [
    ...[day.toISOString(), actor?.kind, actor?.externalId, row.terminal_type, String(row.is_remote ?? '')],
    ...[row.customer_type, row.subscription_type],
  ].map((part) => part ?? '');
  const sessions = row.core_metrics.num_sessions;
  if (row.model_breakdown.length === 0) return sessions > 0n ? [{ ...shared, key: [...key, ''], sessions }] : [];
  return row.model_breakdown.map(({ model, tokens, estimated_cost }, index) => ({
    ...shared,
    key: [...key, model],
    model,
    inputTokens: tokens.input,
    cacheReadTokens: tokens.cache_read,
    cacheWrite5mTokens: tokens.cache_creation,
    outputTokens: tokens.output,
    statedListNano: centsToNano(estimated_cost.amount),
    ...(index === 0 ? { sessions } : {}),
  }));
}

function claudeCodeActor({ actor }: ClaudeCodeRow, keyIds: ReadonlyMap<string, string>): IdentityRef | undefined {
  if (actor.type === 'user_actor') {
    const email = actor.email_address.trim().toLowerCase();
    return email === '' ? undefined : { kind: 'USER', externalId: email, email };
  }
  const name = actor.api_key_name;
  return { kind: 'API_KEY', externalId: keyIds.get(name) ?? `name:${name}`, name };
}

function workspaceIdentity(id: string | null | undefined): IdentityRef {
  return { kind: 'WORKSPACE', externalId: id ?? DEFAULT_WORKSPACE };
}

function userIdentity({ account_id, service_account_id }: MessagesUsageResult): IdentityRef | undefined {
  if (account_id) return { kind: 'USER', externalId: account_id };
  return service_account_id ? { kind: 'SERVICE_ACCOUNT', externalId: service_account_id } : undefined;
}

/** `'200k-1M'` → 200000; undefined: unknown. */
function contextOver(window: string | null | undefined): number | undefined {
  const match = /^(\d+)(k|M)?-/.exec(window ?? '');
  if (!match) return undefined;
  return Number(match[1]) * (match[2] === 'M' ? 1_000_000 : match[2] === 'k' ? 1_000 : 1);
}

function chargeClass(costType: string | null | undefined, chargeNano: bigint): UsageRecord['chargeClass'] {
  switch (costType) {
    case 'tokens':
      return 'TOKENS';
    case 'web_search':
      return 'WEB_SEARCH';
    case 'code_execution':
      return 'CODE_EXECUTION';
    case 'session_usage':
      return 'SESSION';
    default:
      return chargeNano < 0n ? 'CREDIT' : 'FEE';
  }
}

type Present<T> = { [Name in keyof T]?: NonNullable<T[Name]> };

/** The fields that have a value. */
function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as Present<T>;
}
