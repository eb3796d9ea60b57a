import { defineCommand } from '../command.ts';
import { COMMANDS, commandNames } from '../commands.ts';
import { bashCompletion } from '../completion/bash.ts';
import { type CompletedCommand, completedCommand } from '../completion/completed-command.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { EXIT } from '../exit-code.ts';
import { say } from '../terminal.ts';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;

export const completion = defineCommand({
  description: 'Prints a script that lets the shell complete commands, flags and their values.',
  parameters: [{ name: 'shell', summary: 'Which shell.', choices: ['bash', 'zsh', 'fish'] }],
  flags: {},
  examples: [
    ['completion bash > ~/.local/share/bash-completion/completions/outlay', 'For bash.'],
    ['completion zsh > ~/.zsh/completions/_outlay', 'For zsh.'],
    ['completion fish > ~/.config/fish/completions/outlay.fish', 'For fish.'],
  ],
  async run({ parameters, terminal }) {
    const commands: CompletedCommand[] = [];
    for (const name of commandNames) {
      const { summary, load } = COMMANDS[name];
      commands.push(completedCommand(name, summary, await load()));
    }
    const shell = parameters.shell === 'zsh' || parameters.shell === 'fish' ? parameters.shell : 'bash';
    say(terminal, SHELLS[shell](commands));
    return EXIT.done;
  },
});
