import type { Command } from '../command.ts';

export interface CompletedFlag {
  name: string;
  short: string | undefined;
  summary: string;
  takesValue: boolean;
  choices: readonly string[];
}

export interface CompletedCommand {
  name: string;
  summary: string;
  flags: readonly CompletedFlag[];
  /** Values of its parameter. */
  choices: readonly string[];
  /** Its parameter is a file. */
  takesFile: boolean;
}

export function completedCommand(name: string, summary: string, { flags, parameters = [] }: Command): CompletedCommand {
  const own = Object.entries(flags).map(
    ([flag, spec]): CompletedFlag => ({
      name: flag,
      short: spec.short,
      summary: spec.summary,
      takesValue: spec.kind !== 'switch',
      choices: spec.kind === 'choice' ? spec.choices : [],
    }),
  );
  const help = { name: 'help', short: 'h', summary: 'Explain the command.', takesValue: false, choices: [] };
  return {
    name,
    summary,
    flags: [...own, help],
    choices: parameters.flatMap((parameter) => parameter.choices ?? []),
    takesFile: parameters.some((parameter) => parameter.name === 'file'),
  };
}
