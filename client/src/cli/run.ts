import { findServer } from '../server/find-server.ts';
import type { ServerAddress } from '../server/send.ts';
import { COMMANDS, commandNames, isCommandName } from './commands.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { endOf } from './failure-end.ts';
import { commandHelp, overviewHelp } from './help.ts';
import { parseCommandLine } from './parse-command-line.ts';
import { say, type Terminal, tell } from './terminal.ts';
import { version } from './version.ts';
import { nearest } from './wrong-command-line.ts';

/** Runs one command line, without the program's name. @returns the exit code; never throws */
export async function run(args: readonly string[], terminal: Terminal, signal: AbortSignal): Promise<ExitCode> {
  try {
    return await runCommand(args, terminal, signal);
  } catch (error) {
    const { message, code } = endOf(error, signal);
    if (message) tell(terminal, message);
    return code;
  }
}

async function runCommand([first, ...rest]: readonly string[], terminal: Terminal, signal: AbortSignal) {
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    const [topic] = rest;
    if (first === 'help' && topic !== undefined && isCommandName(topic)) {
      return runCommand([topic, '--help'], terminal, signal);
    }
    say(terminal, overviewHelp(commandNames.map((name) => [name, COMMANDS[name].summary])));
    return EXIT.done;
  }
  if (first === '--version' || first === '-v') {
    say(terminal, version);
    return EXIT.done;
  }
  if (!isCommandName(first)) {
    const meant = nearest(first, commandNames);
    tell(terminal, `"${first}" is no command. ${meant ? `Did you mean: outlay ${meant}?` : 'See: outlay --help'}`);
    return EXIT.wrongCommandLine;
  }
  const { summary, load } = COMMANDS[first];
  const command = await load();
  const { wantsHelp, flags, parameters } = parseCommandLine(first, command, rest);
  if (wantsHelp) {
    say(terminal, commandHelp(first, summary, command));
    return EXIT.done;
  }
  let found: ServerAddress | undefined;
  const server = () => (found ??= findServer(terminal.environment));
  return command.run({ flags, parameters, terminal, server, signal });
}
