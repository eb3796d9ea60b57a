import type { Command } from './command.ts';

interface Entry {
  summary: string;
  /** Loaded only when this command is asked for. */
  load: () => Promise<Command>;
}

/** Every command, in the order of `outlay --help`. */
export const COMMANDS = {
  login: {
    summary: 'Sign in to a server with an API token.',
    load: async () => (await import('./commands/login.ts')).login,
  },
  logout: {
    summary: 'Forget the token stored here.',
    load: async () => (await import('./commands/logout.ts')).logout,
  },
  push: {
    summary: 'Send the usage in the session files of this machine.',
    load: async () => (await import('./commands/push.ts')).push,
  },
  summary: {
    summary: 'What a period cost, against the one before.',
    load: async () => (await import('./commands/summary.ts')).summary,
  },
  daily: {
    summary: 'Spend and usage day by day.',
    load: async () => (await import('./commands/daily.ts')).daily,
  },
  models: {
    summary: 'Spend, tokens and cache hit rate by model.',
    load: async () => (await import('./commands/models.ts')).models,
  },
  projects: {
    summary: 'Spend and usage by project.',
    load: async () => (await import('./commands/projects.ts')).projects,
  },
  members: {
    summary: 'Spend and usage by member.',
    load: async () => (await import('./commands/members.ts')).members,
  },
  agents: {
    summary: 'Spend and usage by agent.',
    load: async () => (await import('./commands/agents.ts')).agents,
  },
  budgets: {
    summary: 'Budgets and how full they are.',
    load: async () => (await import('./commands/budgets.ts')).budgets,
  },
  alerts: {
    summary: 'Alerts that are open.',
    load: async () => (await import('./commands/alerts.ts')).alerts,
  },
  export: {
    summary: 'Write usage, FOCUS, chargeback or journals to a file.',
    load: async () => (await import('./commands/export.ts')).exportCommand,
  },
  import: {
    summary: 'Read costs, accounts or exchange rates in from CSV.',
    load: async () => (await import('./commands/import.ts')).importCommand,
  },
  sync: {
    summary: 'Read what is new at the vendors.',
    load: async () => (await import('./commands/sync.ts')).sync,
  },
  backfill: {
    summary: 'Read the past at the vendors.',
    load: async () => (await import('./commands/backfill.ts')).backfill,
  },
  record: {
    summary: 'Record usage or a cost by hand.',
    load: async () => (await import('./commands/record.ts')).record,
  },
  doctor: {
    summary: 'Look for what could be wrong.',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  mcp: {
    summary: 'Serve the Model Context Protocol on standard input and output.',
    load: async () => (await import('./commands/mcp.ts')).mcp,
  },
  completion: {
    summary: 'Print completion for bash, zsh or fish.',
    load: async () => (await import('./commands/completion.ts')).completion,
  },
} satisfies Record<string, Entry>;

export type CommandName = keyof typeof COMMANDS;

export const commandNames = Object.keys(COMMANDS) as CommandName[];

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(COMMANDS, text);
