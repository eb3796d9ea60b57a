/** Tools that make their sessions' ids themselves, and of whose sessions several sources tell. */
const OWN_SESSIONS: ReadonlySet<string> = new Set(['claude_code', 'codex', 'gemini_cli', 'opencode']);

/**
 * Within what a session's id is one session: the tool, for the ids of coding tools, whose sources name different vendors
 * where somebody else serves the model (Claude Code on Vertex AI, Codex by way of a gateway); else the vendor.
 */
export const sessionScope = (tool: string, vendorId: number): string =>
  OWN_SESSIONS.has(tool) ? `tool:${tool}` : `v${vendorId}`;
