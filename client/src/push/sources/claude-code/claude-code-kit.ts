/** A response as Claude Code writes it; `over` replaces fields of the line, `message` and `usage` of those. */
export function responseLine({
  message = {},
  usage = {},
  ...over
}: Record<string, unknown> & { message?: object; usage?: object } = {}) {
  return {
    parentUuid: 'p',
    isSidechain: false,
    cwd: '/repos/shop',
    sessionId: 's1',
    version: '2.1.214',
    gitBranch: 'main',
    message: {
      model: 'claude-opus-4-5-20251101',
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      content: [{ type: 'text', text: 'Done: "a" {b} [c]' }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: {
        input_tokens: 10,
        cache_creation_input_tokens: 300,
        cache_read_input_tokens: 2_000,
        cache_creation: { ephemeral_5m_input_tokens: 100, ephemeral_1h_input_tokens: 200 },
        output_tokens: 50,
        service_tier: 'standard',
        ...usage,
      },
      ...message,
    },
    requestId: 'req_1',
    type: 'assistant',
    uuid: 'u',
    timestamp: '2026-11-20T10:00:00.000Z',
    ...over,
  };
}
