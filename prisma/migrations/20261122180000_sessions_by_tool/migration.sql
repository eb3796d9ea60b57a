-- Sessions of coding tools were told apart by vendor. What comes in from now on is laid beside the first of each.
UPDATE "agent_session" SET "scope" = 'tool:' || first.code
FROM (
  SELECT DISTINCT ON (tool.code, session.external_id) session.id, tool.code
  FROM "agent_session" session
  JOIN "usage_bucket" usage ON usage.session_id = session.id
  JOIN "tool" ON tool.id = usage.tool_id
  WHERE session.scope LIKE 'v%' AND tool.code IN ('claude_code', 'codex', 'gemini_cli', 'opencode')
  ORDER BY tool.code, session.external_id, session.id
) first
WHERE "agent_session".id = first.id;
