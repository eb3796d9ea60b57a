import type { CompletedCommand } from './completed-command.ts';

/** Values after a flag, then flags and parameters of the command, else the commands. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `_outlay() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${commands.map(({ name }) => name).join(' ')} --help --version" -- "$word"))
    return
  fi
  case "$command $before" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
complete -o default -F _outlay outlay`;
}

const valueCases = ({ name, flags }: CompletedCommand) =>
  flags
    .filter(({ takesValue }) => takesValue)
    .map(
      (flag) =>
        `    "${name} --${flag.name}"${flag.short ? ` | "${name} -${flag.short}"` : ''})${
          flag.choices.length > 0 ? ` COMPREPLY=($(compgen -W "${flag.choices.join(' ')}" -- "$word"));` : ''
        } return ;;`,
    );

const commandCase = ({ name, flags, choices }: CompletedCommand) =>
  `    ${name}) COMPREPLY=($(compgen -W "${[...choices, ...flags.map((flag) => `--${flag.name}`)].join(' ')}" -- "$word")) ;;`;
