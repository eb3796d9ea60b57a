export interface SetUpSnippet {
  id: string;
  label: string;
  /** Scope the token needs. */
  needs: 'READ' | 'USAGE_WRITE';
  /** Where the text goes and what it does. */
  text: string;
  /** To be run once before: this server hands out the package that fits it. */
  install?: string;
  code: string;
}

/** How to send usage here, and to ask for it, from the tools people use; the token is read from OUTLAY_TOKEN where it can be. */
export function setUpSnippets(origin: string): SetUpSnippet[] {
  const clientPackage = `${origin}/client/outlay.tgz`;
  return [
    {
      id: 'push',
      label: 'Session files',
      needs: 'USAGE_WRITE',
      text: 'Sends what Claude Code, Codex, Gemini CLI and OpenCode have recorded on this machine, without any prompt or answer; the last line makes the machine do it by itself.',
      install: `npm install --global ${clientPackage}`,
      code: [`outlay login --url ${origin}`, 'outlay push --dry-run', 'outlay push', 'outlay push install'].join('\n'),
    },
    {
      id: 'claude-code',
      label: 'Claude Code',
      needs: 'USAGE_WRITE',
      text: 'Put this where your shell starts. Every request is reported while you work; name the project, or leave the last line out.',
      code: [
        'export CLAUDE_CODE_ENABLE_TELEMETRY=1',
        'export OTEL_LOGS_EXPORTER=otlp',
        'export OTEL_METRICS_EXPORTER=otlp',
        'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
        `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}`,
        'export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer $OUTLAY_TOKEN"',
        'export OTEL_RESOURCE_ATTRIBUTES="outlay.project=Website"',
      ].join('\n'),
    },
    {
      id: 'codex',
      label: 'Codex',
      needs: 'USAGE_WRITE',
      text: 'Add this to ~/.codex/config.toml, with your token in place of YOUR_TOKEN.',
      code: [
        '[otel]',
        'log_user_prompt = false',
        '',
        '[otel.exporter."otlp-http"]',
        `endpoint = "${origin}/v1/logs"`,
        'protocol = "binary"',
        '',
        '[otel.exporter."otlp-http".headers]',
        '"Authorization" = "Bearer YOUR_TOKEN"',
      ].join('\n'),
    },
    {
      id: 'gemini-cli',
      label: 'Gemini CLI',
      needs: 'USAGE_WRITE',
      text: 'Put this where your shell starts. Prompts stay on the machine.',
      code: [
        'export GEMINI_TELEMETRY_ENABLED=true',
        'export GEMINI_TELEMETRY_TARGET=local',
        'export GEMINI_TELEMETRY_OTLP_PROTOCOL=http',
        `export GEMINI_TELEMETRY_OTLP_ENDPOINT=${origin}/v1/otlp`,
        'export GEMINI_TELEMETRY_LOG_PROMPTS=false',
        'export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer $OUTLAY_TOKEN"',
      ].join('\n'),
    },
    {
      id: 'sdk',
      label: 'Your code',
      needs: 'USAGE_WRITE',
      text: 'In a program that calls models: the wrapped client answers as before, and every call is recorded.',
      install: `npm install ${clientPackage}`,
      code: [
        "import Anthropic from '@anthropic-ai/sdk';",
        "import { createTracker } from 'outlay';",
        '',
        `const tracker = createTracker({ url: '${origin}', token: process.env.OUTLAY_TOKEN ?? '' });`,
        'const anthropic = tracker.wrapAnthropic(new Anthropic());',
      ].join('\n'),
    },
    {
      id: 'otel',
      label: 'OpenTelemetry',
      needs: 'USAGE_WRITE',
      text: 'For programs that trace their calls to models by the GenAI conventions.',
      code: [
        'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
        `export OTEL_EXPORTER_OTLP_ENDPOINT=${origin}`,
        // Encoded, as the standard has it: some exporters refuse a space.
        'export OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20$OUTLAY_TOKEN"',
      ].join('\n'),
    },
    {
      id: 'mcp',
      label: 'Assistants (MCP)',
      needs: 'READ',
      text: 'Lets an assistant ask what AI costs, within what the token may see; it can change nothing.',
      code: `claude mcp add --transport http outlay ${origin}/mcp --header "Authorization: Bearer $OUTLAY_TOKEN"`,
    },
  ];
}
