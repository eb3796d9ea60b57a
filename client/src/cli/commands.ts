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
} satisfies Record<string, Entry>;

export type CommandName = keyof typeof COMMANDS;

export const commandNames = Object.keys(COMMANDS) as CommandName[];

export const isCommandName = (text: string): text is CommandName => Object.hasOwn(COMMANDS, text);
