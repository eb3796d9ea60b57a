import { z } from 'zod';

/** The vendors' answers, field by field; an extra or missing field fails. */
const text = z.string();
const textOrNull = z.string().nullable();
const count = z.int().nonnegative();

const paged = <T extends z.ZodType>(item: T) =>
  z.strictObject({ data: z.array(item), has_more: z.boolean(), next_page: textOrNull });
const buckets = <T extends z.ZodType>(result: T) =>
  paged(z.strictObject({ starting_at: text, ending_at: text, results: z.array(result) }));
const listing = <T extends z.ZodRawShape>(item: T) =>
  z.strictObject({
    data: z.array(z.strictObject({ id: text, ...item })),
    has_more: z.boolean(),
    first_id: textOrNull,
    last_id: textOrNull,
  });

export const messagesResult = z.strictObject({
  account_id: textOrNull,
  api_key_id: textOrNull,
  workspace_id: textOrNull,
  model: textOrNull,
  service_tier: z.enum(['standard', 'batch', 'priority']).nullable(),
  context_window: z.enum(['0-200k', '200k-1M']).nullable(),
  inference_geo: z.enum(['global', 'us', 'not_available']).nullable(),
  speed: z.enum(['standard', 'fast']).nullable(),
  service_account_id: textOrNull,
  uncached_input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation: z.strictObject({ ephemeral_1h_input_tokens: count, ephemeral_5m_input_tokens: count }),
  output_tokens: count,
  server_tool_use: z.strictObject({ web_search_requests: count }),
});
export const messagesPage = buckets(messagesResult);

export const costPage = buckets(
  z.strictObject({
    amount: z.string().regex(/^-?\d+(\.\d{1,7})?$/),
    currency: z.literal('USD'),
    description: textOrNull,
    cost_type: z.enum(['tokens', 'web_search', 'code_execution', 'session_usage']).nullable(),
    token_type: textOrNull,
    model: textOrNull,
    service_tier: z.enum(['standard', 'batch']).nullable(),
    context_window: textOrNull,
    inference_geo: textOrNull,
    workspace_id: textOrNull,
  }),
);

const decisions = z.strictObject({ accepted: count, rejected: count });
export const claudeCodePage = paged(
  z.strictObject({
    date: text,
    actor: z.union([
      z.strictObject({ type: z.literal('user_actor'), email_address: text }),
      z.strictObject({ type: z.literal('api_actor'), api_key_name: text }),
    ]),
    organization_id: text,
    customer_type: z.enum(['api', 'subscription']),
    subscription_type: textOrNull,
    terminal_type: text,
    is_remote: z.boolean(),
    core_metrics: z.strictObject({
      num_sessions: count,
      lines_of_code: z.strictObject({ added: count, removed: count }),
      commits_by_claude_code: count,
      pull_requests_by_claude_code: count,
    }),
    tool_actions: z.strictObject({
      edit_tool: decisions,
      multi_edit_tool: decisions,
      write_tool: decisions,
      notebook_edit_tool: decisions,
    }),
    model_breakdown: z.array(
      z.strictObject({
        model: text,
        tokens: z.strictObject({ input: count, output: count, cache_read: count, cache_creation: count }),
        estimated_cost: z.strictObject({ amount: z.number(), currency: z.literal('USD') }),
      }),
    ),
  }),
);

const key = {
  type: z.literal('api_key'),
  name: text,
  partial_key_hint: text,
  status: z.enum(['active', 'archived']),
  created_at: text,
  expires_at: z.null(),
  created_by: z.strictObject({ id: text, type: z.literal('user') }),
  principal: z.null(),
};
export const keysBefore2026 = listing({ ...key, workspace_id: textOrNull });
const scope = z.union([
  z.strictObject({ type: z.literal('organization') }),
  z.strictObject({ type: z.literal('workspace'), workspace_id: text }),
]);
export const keysSince2026 = listing({ ...key, scope });
export const users = listing({ type: z.literal('user'), email: text, name: text, role: text, added_at: text });
export const workspaces = listing({
  type: z.literal('workspace'),
  name: text,
  created_at: text,
  archived_at: textOrNull,
  display_color: text,
  tags: z.record(text, text),
});
export const anthropicError = z.strictObject({
  type: z.literal('error'),
  error: z.strictObject({ type: text, message: text }),
  request_id: z.string().startsWith('req_'),
});

export const usageEvent = z.strictObject({
  timestamp: z.string().regex(/^\d{13}$/),
  userEmail: text,
  conversationId: text.optional(),
  model: text,
  kind: z.enum(['Usage-based', 'Included in Business', 'Errored, Not Charged', 'Aborted, Not Charged']),
  maxMode: z.boolean(),
  requestsCosts: z.number(),
  isTokenBasedCall: z.boolean(),
  isChargeable: z.boolean(),
  isHeadless: z.boolean(),
  tokenUsage: z
    .strictObject({
      inputTokens: count,
      outputTokens: count,
      cacheWriteTokens: count,
      cacheReadTokens: count,
      totalCents: z.number(),
      discountPercentOff: count.optional(),
    })
    .optional(),
  chargedCents: z.number(),
  cursorTokenFee: z.number().optional(),
  serviceAccountId: text.optional(),
  serviceAccountName: text.optional(),
});
export const usageEventsPage = z.strictObject({
  totalUsageEventsCount: count,
  pagination: z.strictObject({
    numPages: count,
    currentPage: count,
    pageSize: count,
    hasNextPage: z.boolean(),
    hasPreviousPage: z.boolean(),
  }),
  usageEvents: z.array(usageEvent),
  period: z.strictObject({ startDate: count, endDate: count }),
});
export const teamSpend = z.strictObject({
  teamMemberSpend: z.array(
    z.strictObject({
      userId: text,
      name: text,
      email: text,
      role: text,
      spendCents: z.number(),
      overallSpendCents: z.number(),
      fastPremiumRequests: count,
      hardLimitOverrideDollars: z.number(),
      monthlyLimitDollars: z.number().nullable(),
      effectivePerUserLimitDollars: z.number(),
    }),
  ),
  subscriptionCycleStart: count,
  totalMembers: count,
  totalPages: count,
});
export const teamMembers = z.strictObject({
  teamMembers: z.array(z.strictObject({ id: text, name: text, email: text, role: text, isRemoved: z.boolean() })),
});
export const cursorError = z.strictObject({ error: text, message: text });
