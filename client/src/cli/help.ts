import type { Command, Flag } from './command.ts';
import type { CommandName } from './commands.ts';
import { placeholderOf } from './parse-command-line.ts';

const aligned = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
};

/** What `outlay` and `outlay --help` print. */
export function overviewHelp(summaries: readonly (readonly [CommandName, string])[]): string {
  return [
    'outlay – what your AI costs\n',
    'Usage: outlay <command> [flags]\n',
    aligned(summaries),
    '',
    'outlay <command> --help explains a command with examples.',
    'OUTLAY_URL and OUTLAY_TOKEN go before what outlay login stored.',
  ].join('\n');
}

/** What `outlay <command> --help` prints. */
export function commandHelp(name: string, summary: string, command: Command): string {
  const { description, parameters = [], flags, examples } = command;
  const places = parameters.map((parameter) => (parameter.isOptional ? `[${parameter.name}]` : `<${parameter.name}>`));
  const flagRows = Object.entries({ ...flags, help: { kind: 'switch', short: 'h', summary: 'This.' } satisfies Flag });
  const sections = [
    `outlay ${name} – ${summary}`,
    ...(description ? [description] : []),
    `Usage: ${['outlay', name, ...places, '[flags]'].join(' ')}`,
    ...(parameters.length ? [aligned(parameters.map((parameter) => [parameter.name, parameterText(parameter)]))] : []),
    `Flags:\n${aligned(flagRows.map(([flag, spec]) => [flagLabel(flag, spec), flagText(spec)]))}`,
    `Examples:\n${examples.map(([line, effect]) => `  outlay ${line}\n      ${effect}`).join('\n')}`,
  ];
  return sections.join('\n\n');
}

const parameterText = ({ summary, choices }: { summary: string; choices?: readonly string[] }) =>
  choices ? `${summary} One of: ${choices.join(', ')}.` : summary;

function flagLabel(name: string, flag: Flag): string {
  const label = `${flag.short ? `-${flag.short}, ` : '    '}--${name}`;
  if (flag.kind === 'switch') return label;
  return `${label} <${flag.kind === 'choice' ? name : placeholderOf(flag)}>`;
}

function flagText(flag: Flag): string {
  const choices = flag.kind === 'choice' ? ` One of: ${flag.choices.join(', ')}.` : '';
  const fallback = 'default' in flag && flag.default !== undefined ? ` Default: ${flag.default}.` : '';
  return flag.summary + choices + fallback;
}
