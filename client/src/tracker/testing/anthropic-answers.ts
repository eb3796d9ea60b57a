/** Shapes of the Messages API. The text holds what looks like the end of an event, and more bytes than characters. */
export const ANTHROPIC_TEXT = 'Grüße, 世界! data: {"usage": null}\\n\\n ';

export const USAGE = {
  input_tokens: 12,
  cache_creation_input_tokens: 300,
  cache_read_input_tokens: 4000,
  cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
  output_tokens: 57,
  output_tokens_details: { thinking_tokens: 20 },
  server_tool_use: { web_search_requests: 2, web_fetch_requests: 0 },
  service_tier: 'standard',
  speed: null,
  inference_geo: 'us',
};

export const MESSAGE = {
  id: 'msg_01XFDUDYJgAACzvnptvVoYEL',
  type: 'message',
  role: 'assistant',
  model: 'claude-opus-4-5-20251101',
  content: [
    { type: 'text', text: ANTHROPIC_TEXT, citations: null },
    { type: 'tool_use', id: 'toolu_1', name: 'look_up', input: { city: 'Zürich' } },
  ],
  stop_reason: 'tool_use',
  stop_sequence: null,
  usage: USAGE,
};

/** The whole of USAGE as it tracks. */
export const TRACKED_MESSAGE = {
  vendor: 'anthropic',
  model: 'claude-opus-4-5-20251101',
  requestId: MESSAGE.id,
  inputTokens: '12',
  cacheReadTokens: '4000',
  cacheWrite5mTokens: '100',
  cacheWrite1hTokens: '200',
  outputTokens: '57',
  reasoningTokens: '20',
  webSearches: '2',
  toolCalls: '1',
  serviceTier: 'standard',
  apiKeyHint: 'wXyZ',
};

export const ANTHROPIC_HEADERS = { 'request-id': 'req_011CSHoEeqs5C35K2UUqR7Fy' };

const { usage, content, stop_reason: _, ...head } = MESSAGE;
const [textBlock, toolBlock] = content;

export const MESSAGE_START = {
  type: 'message_start',
  message: {
    ...head,
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1, output_tokens_details: null },
  },
};

export const TEXT_EVENTS = [
  { type: 'content_block_start', index: 0, content_block: { ...textBlock, text: '' } },
  { type: 'ping' },
  ...[...ANTHROPIC_TEXT].map((text) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  })),
  { type: 'content_block_stop', index: 0 },
];

export const MESSAGE_EVENTS = [
  MESSAGE_START,
  ...TEXT_EVENTS,
  { type: 'content_block_start', index: 1, content_block: { ...toolBlock, input: {} } },
  { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: '{"city":' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'input_json_delta', partial_json: ' "Zürich"}' } },
  { type: 'content_block_stop', index: 1 },
  {
    type: 'message_delta',
    delta: { stop_reason: 'tool_use', stop_sequence: null },
    usage: {
      output_tokens: 57,
      input_tokens: null,
      output_tokens_details: { thinking_tokens: 20 },
      server_tool_use: null,
    },
  },
  { type: 'message_stop' },
];
