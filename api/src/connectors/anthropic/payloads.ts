import { z } from 'zod';
import { count, decimalText } from '../payload.ts';

const name = z.string().nullish();

/** A page of time buckets; `next_page` may be set on a page whose buckets are all empty. */
function bucketPage<Result extends z.ZodType>(result: Result) {
  return z.object({
    data: z.array(z.object({ starting_at: z.iso.datetime({ offset: true }), results: z.array(result) })),
    has_more: z.boolean(),
    next_page: z.string().nullish(),
  });
}

export const messagesUsageResult = z.object({
  uncached_input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation: z.object({ ephemeral_5m_input_tokens: count, ephemeral_1h_input_tokens: count }),
  output_tokens: count,
  server_tool_use: z.object({ web_search_requests: count }).nullish(),
  api_key_id: name,
  workspace_id: name,
  model: name,
  service_tier: name,
  context_window: name,
  account_id: name,
  service_account_id: name,
  speed: name,
});
export const messagesUsagePage = bucketPage(messagesUsageResult);
export type MessagesUsageResult = z.infer<typeof messagesUsageResult>;

export const costResult = z.object({
  /** Cents. */
  amount: decimalText,
  currency: z.string(),
  workspace_id: name,
  description: name,
  cost_type: name,
  token_type: name,
  model: name,
  service_tier: name,
  context_window: name,
  inference_geo: name,
});
export const costPage = bucketPage(costResult);
export type CostResult = z.infer<typeof costResult>;

export const claudeCodeRow = z.object({
  date: z.iso.datetime({ offset: true }),
  actor: z.discriminatedUnion('type', [
    z.object({ type: z.literal('user_actor'), email_address: z.string() }),
    z.object({ type: z.literal('api_actor'), api_key_name: z.string() }),
  ]),
  customer_type: z.enum(['api', 'subscription']),
  subscription_type: name,
  terminal_type: name,
  is_remote: z.boolean().nullish(),
  core_metrics: z.object({ num_sessions: count }),
  model_breakdown: z.array(
    z.object({
      model: z.string(),
      tokens: z.object({ input: count, output: count, cache_read: count, cache_creation: count }),
      /** Cents at list price. */
      estimated_cost: z.object({ amount: decimalText, currency: z.string() }),
    }),
  ),
});
export const claudeCodePage = z.object({
  data: z.array(claudeCodeRow),
  has_more: z.boolean(),
  next_page: z.string().nullish(),
});
export type ClaudeCodeRow = z.infer<typeof claudeCodeRow>;

/** A page of a directory listing, continued after `last_id`. */
function listing<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), has_more: z.boolean(), last_id: z.string().nullish() });
}

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  partial_key_hint: name,
  status: z.string(),
  created_by: z.object({ id: z.string(), type: name }).nullish(),
});
export const apiKeyListing = listing(apiKey);
export type ApiKey = z.infer<typeof apiKey>;

export const workspace = z.object({ id: z.string(), name: z.string(), archived_at: name });
export const workspaceListing = listing(workspace);
export type Workspace = z.infer<typeof workspace>;

export const user = z.object({ id: z.string(), email: z.string(), name });
export const userListing = listing(user);
export type User = z.infer<typeof user>;

export const organization = z.object({ id: z.string(), name: z.string() });
