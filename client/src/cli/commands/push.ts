import { INSTALLER_NAMES } from '../../push/installers/apply-plan.ts';
import { SOURCES } from '../../push/sources/registry.ts';
import { defineCommand } from '../command.ts';
import { dryRun } from '../push/dry-run.ts';
import { installPush } from '../push/install-push.ts';
import { sendSessions } from '../push/send-sessions.ts';
import { sourcesOf } from '../push/sources-of.ts';

const FLAGS = {
  'dry-run': { kind: 'switch', summary: 'Print what would be sent, per UTC day and model; send nothing.' },
  full: { kind: 'switch', summary: 'Read every session from its beginning again. Nothing counts twice.' },
  source: {
    kind: 'texts',
    placeholder: 'tool',
    summary: `Only this tool: ${SOURCES.map(({ tool }) => tool).join(', ')}.`,
  },
  billing: {
    kind: 'choice',
    choices: ['metered', 'included'],
    summary: 'How this usage is paid. Left out: included when your plan covers the tool.',
  },
  project: { kind: 'text', placeholder: 'name', summary: "The project of all usage, instead of each folder's own." },
  agent: { kind: 'text', placeholder: 'name', summary: 'The agent of all usage.' },
  'drop-refused': { kind: 'switch', summary: 'Give up usage that the server refused, instead of offering it again.' },
  watch: { kind: 'switch', summary: 'Keep running and send what comes.' },
  quiet: { kind: 'switch', short: 'q', summary: 'Say nothing unless something is wrong.' },
  json: { kind: 'switch', summary: 'Write the outcome as JSON.' },
  with: {
    kind: 'choice',
    choices: INSTALLER_NAMES,
    summary:
      'For install and uninstall: what pushes by itself. Left out: what this system starts programs with, and for uninstall all.',
  },
  show: { kind: 'switch', summary: 'For install: print what would be written, write nothing.' },
} as const;

export const push = defineCommand({
  description: [
    `Reads the sessions of ${SOURCES.map(({ label }) => label).join(', ')} and sends how many tokens each response used,`,
    'with its time, model, session, project and branch. What you asked and what was answered stays here. While the',
    'server cannot be reached, usage is kept on this machine and sent with the next push.',
  ].join('\n'),
  parameters: [
    {
      name: 'action',
      isOptional: true,
      choices: ['install', 'uninstall'],
      summary: 'Push regularly from now on, or no more.',
    },
  ],
  flags: FLAGS,
  examples: [
    ['push --dry-run', 'Shows what there is, without sending anything.'],
    ['push', 'Sends what is new since the last push.'],
    ['push --watch', 'Sends usage as it comes, until Ctrl+C.'],
    ['push --source claude_code --billing included', 'Only Claude Code, as covered by a subscription.'],
    ['push install', 'Has the system push every 15 minutes, by a systemd timer or launchd, and says how to start it.'],
    ['push install --with claude-code --show', 'Shows the hook that would push at the end of every session.'],
    ['push uninstall', 'Takes all of that away again.'],
  ],
  run({ flags, parameters, terminal, server, signal }) {
    const { action } = parameters;
    if (action === 'install' || action === 'uninstall') {
      return installPush(terminal, { action, name: flags.with, isShown: flags.show });
    }
    const { project, agent, billing } = flags;
    const sources = sourcesOf(flags.source);
    if (flags['dry-run']) {
      return dryRun({ terminal, server, signal, sources, isFull: flags.full, isJson: flags.json });
    }
    return sendSessions({
      terminal,
      server,
      signal,
      sources,
      overrides: { project, agent, billingKind: billing === undefined ? undefined : BILLING_KINDS[billing] },
      isFull: flags.full,
      dropsRefused: flags['drop-refused'],
      isJson: flags.json,
      isQuiet: flags.quiet,
      isWatching: flags.watch,
    });
  },
});

const BILLING_KINDS = { metered: 'METERED', included: 'INCLUDED' } as const;
