import { builder } from '../../graphql/builder.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { type RecordedUsage, recordUsage, type UsageEventOutcome } from './record-usage.ts';
import { BillingKindEnum } from './usage-enums.graphql.ts';

const TrackedSource = builder.enumType('TrackedSource', {
  description: 'Where a tracked request was seen, most telling first.',
  values: {
    SDK: { value: 'sdk' },
    SESSION_FILE: { value: 'session_file' },
    OTEL_EVENT: { value: 'otel_event' },
    OTEL_METRIC: { value: 'otel_metric' },
  } as const,
});

const UsageEventStatus = builder.enumType('UsageEventStatus', {
  values: {
    ACCEPTED: { description: 'Stored, or stored in place of an earlier and smaller event of the same request.' },
    DUPLICATE: { description: 'Known already; nothing changed.' },
    REJECTED: { description: 'Cannot be stored as it is; sending it again changes nothing.' },
  } as const,
});

const TagInput = builder.inputType('TagInput', {
  fields: (t) => ({
    key: t.string({ required: true, description: '1 to 60 characters.' }),
    value: t.string({ required: true, description: 'At most 200 characters.' }),
  }),
});

const tokens = 'Tokens are disjoint: none is counted in two of these fields.';

const UsageEventInput = builder.inputType('UsageEventInput', {
  description: `One request to a model. ${tokens}`,
  fields: (t) => ({
    idempotencyKey: t.string({
      required: true,
      description:
        '1 to 200 characters; the same event sent again carries the same key. An event with a requestId is known by its vendor and requestId instead.',
    }),
    occurredAt: t.field({
      type: 'DateTime',
      required: true,
      description: 'Up to a day ahead of the server it is taken as now; further ahead it is rejected.',
    }),
    vendor: t.string({ required: true, description: 'Code, such as anthropic.' }),
    model: t.string({ required: true, description: 'As the vendor bills it, such as claude-opus-4-5.' }),
    tool: t.string({ description: 'Code, such as claude_code.' }),
    requestId: t.string({
      description: "The vendor's. Whoever sees it (SDK, session file, OpenTelemetry), the request counts once.",
    }),
    sessionId: t.string(),
    parentSessionId: t.string(),
    agent: t.string({ description: 'Name, found or created. Left out: the agent of the API token.' }),
    project: t.string({ description: 'Name, found or created.' }),
    customer: t.string({ description: 'External id of who it was done for, found or created.' }),
    purpose: t.string({ description: 'Name, found or created.' }),
    branch: t.string(),
    member: t.string({
      description: "E-mail address. Left out: the caller. Only an administrator's token may name somebody else.",
    }),
    apiKeyHint: t.string({
      description: "Last characters of the vendor's API key (4 or more): links the event to a connection.",
    }),
    billingKind: t.field({
      type: BillingKindEnum,
      description:
        'Left out: INCLUDED when a plan registered for the member, also later, covers the tool that day, else METERED. Sent again with another kind, the event is paid as told last.',
    }),
    serviceTier: t.string(),
    speed: t.string(),
    contextTokens: t.field({
      type: 'BigInt',
      description:
        "All input tokens of the request, for the price's context tier. Left out: their sum, when requests is 1.",
    }),
    inputTokens: t.field({ type: 'BigInt', description: 'Neither read from nor written to a cache.' }),
    cacheReadTokens: t.field({ type: 'BigInt' }),
    cacheWrite5mTokens: t.field({ type: 'BigInt' }),
    cacheWrite1hTokens: t.field({ type: 'BigInt' }),
    outputTokens: t.field({ type: 'BigInt', description: 'Including reasoning.' }),
    reasoningTokens: t.field({ type: 'BigInt', description: 'Part of outputTokens.' }),
    requests: t.field({ type: 'BigInt', description: 'Left out: 1.' }),
    images: t.field({ type: 'BigInt' }),
    seconds: t.field({ type: 'BigInt' }),
    characters: t.field({ type: 'BigInt' }),
    webSearches: t.field({ type: 'BigInt' }),
    toolCalls: t.field({ type: 'BigInt' }),
    cost: t.field({
      type: 'Decimal',
      description: 'What the caller was charged, in place of price × quantity; of INCLUDED usage its list value.',
    }),
    currency: t.string({ description: 'Of cost, ISO 4217. Left out: USD.' }),
    isEstimated: t.boolean({ description: 'The quantities are an estimate.' }),
    tags: t.field({ type: [TagInput], description: 'At most 20.' }),
  }),
});

const RecordUsageInput = builder.inputType('RecordUsageInput', {
  fields: (t) => ({
    source: t.field({ type: TrackedSource, required: true }),
    events: t.field({ type: [UsageEventInput], required: true, description: '1 to 5,000.' }),
  }),
});

const UsageEventResult = builder.objectRef<UsageEventOutcome>('UsageEventResult').implement({
  authScopes: { scope: 'USAGE_WRITE' },
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Position in `events`.' }),
    status: t.field({ type: UsageEventStatus, resolve: ({ status }) => status }),
    field: t.exposeString('field', { nullable: true, description: 'The field that the message is about.' }),
    message: t.exposeString('message', { nullable: true }),
  }),
});

const RecordUsagePayload = builder.objectRef<RecordedUsage>('RecordUsagePayload').implement({
  authScopes: { scope: 'USAGE_WRITE' },
  fields: (t) => ({
    accepted: t.exposeInt('accepted'),
    duplicates: t.exposeInt('duplicates'),
    rejected: t.exposeInt('rejected'),
    results: t.field({
      type: [UsageEventResult],
      args: { statuses: t.arg({ type: [UsageEventStatus], description: 'Left out: all.' }) },
      resolve: ({ results }, { statuses }) =>
        statuses ? results.filter(({ status }) => statuses.includes(status)) : results,
    }),
  }),
});

builder.mutationField('recordUsage', (t) =>
  t.field({
    description:
      'Stores tracked requests. Safe to send again; a bad event never refuses the others. An event known already is stored again only with larger token counts (a streamed answer that was pushed half written). HTTP 429 with Retry-After: send the same batch later.',
    type: RecordUsagePayload,
    args: { input: t.arg({ type: RecordUsageInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: (_root, { input }, context) => recordUsage(context, input),
  }),
);
