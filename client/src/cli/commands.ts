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
} satisfies Record<string, Entry>;

export type CommandName = keyof typeof COMMANDS;

export const commandNames = Object.keys(COMMANDS) as CommandName[];

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(COMMANDS, text);
