/** Shapes of OpenAI's interface. The text holds what looks like the end of an event, and more bytes than characters. */
export const OPENAI_TEXT = 'Grüße, 世界! "usage": null \\n\\ndata: [DONE] ';

export const CHAT_USAGE = {
  prompt_tokens: 1500,
  completion_tokens: 90,
  total_tokens: 1590,
  prompt_tokens_details: { cached_tokens: 1024, cache_write_tokens: 300, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 64, audio_tokens: 0 },
};

const CHAT_ID = 'chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT';

export const CHAT = {
  id: CHAT_ID,
  object: 'chat.completion',
  created: 1_741_569_952,
  model: 'gpt-5.2-2025-12-11',
  choices: [
    {
      index: 0,
      message: {
        role: 'assistant',
        content: OPENAI_TEXT,
        refusal: null,
        annotations: [],
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{}' } }],
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    },
  ],
  usage: CHAT_USAGE,
  service_tier: 'default',
};

export const OPENAI_HEADERS = { 'x-request-id': 'req_7f3a2b1c0d9e8f7a6b5c4d3e' };

/** The whole of CHAT as it tracks. */
export const TRACKED_CHAT = {
  vendor: 'openai',
  model: 'gpt-5.2-2025-12-11',
  requestId: CHAT_ID,
  inputTokens: '176',
  cacheReadTokens: '1024',
  cacheWrite5mTokens: '300',
  outputTokens: '90',
  reasoningTokens: '64',
  toolCalls: '1',
  serviceTier: 'standard',
  apiKeyHint: 'wXyZ',
};

const chunk = (delta: object, finish: string | null = null, more: object = {}) => ({
  ...{
    id: CHAT_ID,
    object: 'chat.completion.chunk',
    created: CHAT.created,
    model: CHAT.model,
    service_tier: 'default',
  },
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
  ...more,
});

const call = (part: object) => ({ tool_calls: [{ index: 0, ...part }] });

/** A stream as the vendor sends it, with or without having been asked for usage. */
export function chatChunks({ withUsage }: { withUsage: boolean }) {
  const empty = withUsage ? { usage: null } : {};
  const pieces = [
    chunk({ role: 'assistant', content: '', refusal: null }, null, empty),
    ...[...OPENAI_TEXT].map((content) => chunk({ content }, null, empty)),
    chunk(call({ id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '' } }), null, empty),
    chunk(call({ function: { arguments: '{}' } }), null, empty),
    chunk({}, 'tool_calls', empty),
  ];
  return withUsage ? [...pieces, { ...chunk({}), choices: [], usage: CHAT_USAGE }] : pieces;
}

export const RESPONSE = {
  id: 'resp_67ccd2bed1ec8190b14f964abc0542670bb6a6b452d3795b',
  object: 'response',
  created_at: 1_741_476_542,
  status: 'completed',
  model: 'gpt-5.2-2025-12-11',
  error: null,
  service_tier: 'flex',
  output: [
    { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'weather' } },
    { type: 'web_search_call', id: 'ws_2', status: 'completed', action: { type: 'open_page', url: 'https://a.test' } },
    { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'look_up', arguments: '{}', status: 'completed' },
    {
      type: 'message',
      id: 'msg_1',
      status: 'completed',
      role: 'assistant',
      content: [{ type: 'output_text', text: OPENAI_TEXT, annotations: [] }],
    },
  ],
  usage: {
    input_tokens: 3000,
    input_tokens_details: {
      cached_tokens: 1000,
      cache_write_tokens: 800,
      cache_write_tokens_details: { ttl_30m_tokens: 300, ttl_12h_tokens: 500 },
    },
    output_tokens: 200,
    output_tokens_details: { reasoning_tokens: 150 },
    total_tokens: 3200,
  },
};

/** The whole of RESPONSE as it tracks. */
export const TRACKED_RESPONSE = {
  vendor: 'openai',
  model: RESPONSE.model,
  idempotencyKey: `response:${RESPONSE.id}`,
  requestId: RESPONSE.id,
  inputTokens: '1200',
  cacheReadTokens: '1000',
  cacheWrite5mTokens: '300',
  cacheWrite1hTokens: '500',
  outputTokens: '200',
  reasoningTokens: '150',
  toolCalls: '3',
  webSearches: '1',
  serviceTier: 'flex',
  apiKeyHint: 'wXyZ',
};

const { usage: _, ...unfinished } = RESPONSE;
export const RUNNING_RESPONSE = { ...unfinished, status: 'in_progress', output: [], usage: null };

export const RESPONSE_BEGIN = [
  { type: 'response.created', sequence_number: 0, response: RUNNING_RESPONSE },
  {
    ...{ type: 'response.output_item.added', sequence_number: 1, output_index: 0 },
    item: { ...RESPONSE.output[3], status: 'in_progress', content: [] },
  },
  {
    ...{ type: 'response.content_part.added', sequence_number: 2, output_index: 0, content_index: 0, item_id: 'msg_1' },
    part: { type: 'output_text', text: '', annotations: [] },
  },
  ...[...OPENAI_TEXT].map((delta, index) => ({
    ...{ type: 'response.output_text.delta', sequence_number: 3 + index, output_index: 0, content_index: 0 },
    ...{ item_id: 'msg_1', delta, logprobs: [] },
  })),
];

export const RESPONSE_EVENTS = [
  ...RESPONSE_BEGIN,
  { type: 'response.completed', sequence_number: 99, response: RESPONSE },
];
