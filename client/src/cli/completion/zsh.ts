import type { CompletedCommand, CompletedFlag } from './completed-command.ts';

/** Text within single quotes and brackets of `_arguments`. */
const quoted = (text: string) => text.replace(/[[\]:\\]/g, '\\$&').replaceAll("'", "'\\''");

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef outlay
_outlay() {
  local -a commands=(
${commands.map(({ name, summary }) => `    '${name}:${quoted(summary)}'`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
_outlay "$@"`;
}

function commandCase({ name, flags, choices, takesFile }: CompletedCommand): string {
  const parameters = choices.length > 0 ? [`'1:value:(${choices.join(' ')})'`] : takesFile ? ["'1:file:_files'"] : [];
  return `    ${name}) _arguments ${[...flags.flatMap(argumentsOf), ...parameters].join(' ')} ;;`;
}

function argumentsOf({ name, short, summary, takesValue, choices }: CompletedFlag): string[] {
  const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : takesValue ? ':value:_default' : '';
  const forms = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
  return forms.map((form) => `'*${form}[${quoted(summary)}]${value}'`);
}
