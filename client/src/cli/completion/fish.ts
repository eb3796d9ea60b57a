import type { CompletedCommand, CompletedFlag } from './completed-command.ts';

const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  return commands.flatMap(linesOf).join('\n');
}

function linesOf({ name, summary, flags, choices, takesFile }: CompletedCommand): string[] {
  const within = `complete -c outlay -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c outlay -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ...(takesFile ? [] : [`${within} -f${choices.length > 0 ? ` -a ${quoted(choices.join(' '))}` : ''}`]),
    ...flags.map((flag) => `${within} ${flagOptions(flag)}`),
  ];
}

function flagOptions({ name, short, summary, takesValue, choices }: CompletedFlag): string {
  const value = choices.length > 0 ? ` -x -a ${quoted(choices.join(' '))}` : takesValue ? ' -r' : '';
  return `-l ${name}${short ? ` -s ${short}` : ''}${value} -d ${quoted(summary)}`;
}
