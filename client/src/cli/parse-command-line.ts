import { parseArgs } from 'node:util';
import type { Command, Flag, Flags, FlagValues, Parameter } from './command.ts';
import { nearest, WrongCommandLine } from './wrong-command-line.ts';

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

export interface CommandLine<F extends Flags = Flags> {
  wantsHelp: boolean;
  flags: FlagValues<F>;
  parameters: Record<string, string>;
}

/** @param args what follows the command's name @throws WrongCommandLine */
export function parseCommandLine<F extends Flags>(
  name: string,
  command: Command<F>,
  args: readonly string[],
): CommandLine<F> {
  const { flags, parameters = [] } = command;
  const { tokens, positionals } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: { ...HELP, ...Object.fromEntries(Object.entries(flags).map(([flag, spec]) => [flag, optionOf(spec)])) },
  });
  const given = tokens.filter((token) => token.kind === 'option');
  if (given.some((option) => option.name === 'help')) {
    return { wantsHelp: true, flags: valuesOf(flags, new Map()), parameters: {} };
  }
  const texts = new Map<string, string[]>();
  for (const { name: flag, rawName, value } of given) {
    const spec = flags[flag];
    if (!spec) throw unknownFlag(name, rawName, Object.keys(flags));
    if (spec.kind === 'switch' && value !== undefined) {
      throw new WrongCommandLine(rawName, `takes no value, not "${value}".`, `Write ${rawName} alone.`);
    }
    if (spec.kind !== 'switch' && (value === undefined || value === '')) {
      throw new WrongCommandLine(rawName, 'needs a value.', `Write ${rawName} <${placeholderOf(spec)}>`);
    }
    texts.set(flag, [...(texts.get(flag) ?? []), value ?? '']);
  }
  return { wantsHelp: false, flags: valuesOf(flags, texts), parameters: parametersOf(name, parameters, positionals) };
}

const optionOf = ({ kind, short }: Flag) => ({
  type: kind === 'switch' ? ('boolean' as const) : ('string' as const),
  ...(short === undefined ? {} : { short }),
});

export function placeholderOf(flag: Flag): string {
  switch (flag.kind) {
    case 'switch':
      return '';
    case 'text':
    case 'texts':
      return flag.placeholder;
    case 'choice':
      return flag.choices.join('|');
    case 'count':
      return 'number';
    case 'day':
      return 'YYYY-MM-DD';
  }
}

function unknownFlag(command: string, rawName: string, names: readonly string[]): WrongCommandLine {
  const meant = nearest(rawName.replace(/^-+/, ''), names);
  const remedy = meant ? `Did you mean --${meant}?` : `See: outlay ${command} --help`;
  return new WrongCommandLine(rawName, `is no flag of outlay ${command}.`, remedy);
}

function valuesOf<F extends Flags>(flags: F, texts: ReadonlyMap<string, string[]>): FlagValues<F> {
  const values = Object.entries(flags).map(([name, flag]) => [name, flagValue(`--${name}`, flag, texts.get(name))]);
  // Each value has the type its flag's kind names, which flagValue ensures.
  return Object.fromEntries(values) as FlagValues<F>;
}

function flagValue(
  name: string,
  flag: Flag,
  texts: string[] | undefined,
): boolean | number | string | string[] | undefined {
  const last = texts?.at(-1);
  if (flag.kind === 'switch') return texts !== undefined;
  if (flag.kind === 'texts') return texts ?? [];
  if (last === undefined) return 'default' in flag ? flag.default : undefined;
  if (flag.kind === 'count') return countOf(name, last, flag.least, flag.most);
  if (flag.kind === 'choice') return choiceOf(name, last, flag.choices);
  if (flag.kind === 'day') return dayOf(name, last);
  return last;
}

function countOf(name: string, text: string, least: number, most: number): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new WrongCommandLine(
    name,
    `"${text}" is no whole number from ${least} to ${most}.`,
    `Write ${name} ${least}, for example.`,
  );
}

function choiceOf(name: string, text: string, choices: readonly string[]): string {
  const choice = choices.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw new WrongCommandLine(name, `"${text}" is not possible.`, `Use one of: ${choices.join(', ')}.`);
}

function dayOf(name: string, text: string): string {
  const date = new Date(`${text}T00:00:00Z`);
  const exists =
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  if (exists) return text;
  throw new WrongCommandLine(name, `"${text}" is no day.`, 'Write it as YYYY-MM-DD, for example 2026-11-22.');
}

function parametersOf(
  command: string,
  parameters: readonly Parameter[],
  given: readonly string[],
): Record<string, string> {
  const extra = given[parameters.length];
  if (extra !== undefined) {
    throw new WrongCommandLine(`"${extra}"`, `is more than outlay ${command} takes.`, `See: outlay ${command} --help`);
  }
  return Object.fromEntries(
    parameters.map(({ name, isOptional, choices }, index) => {
      const value = given[index];
      if (value === undefined && !isOptional) {
        throw new WrongCommandLine(`<${name}>`, 'is missing.', `See: outlay ${command} --help`);
      }
      return [name, value !== undefined && choices ? choiceOf(`<${name}>`, value, choices) : (value ?? '')];
    }),
  );
}
