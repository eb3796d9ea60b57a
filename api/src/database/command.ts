import { type Config, loadConfig } from '../config.ts';
import { createLogger, type Logger, withoutSecrets } from '../lib/logger.ts';
import { StartupError } from '../lib/startup-errors.ts';

/** Runs an operator's command with one file as its argument; prints what it returns and exits as the server does. */
export function runFileCommand(
  usage: string,
  command: (config: Config, file: string, logger: Logger) => Promise<string>,
) {
  const [, , file, ...rest] = process.argv;
  if (file === undefined || rest.length > 0) finish(`Usage: ${usage}`, 2);
  else {
    run(command, file).then(
      (outcome) => process.stdout.write(`${outcome}\n`),
      (error: unknown) => finish(messageOf(error), error instanceof StartupError ? error.exitCode : 1),
    );
  }
}

async function run(command: (config: Config, file: string, logger: Logger) => Promise<string>, file: string) {
  const config = loadConfig();
  return command(config, file, createLogger('warn'));
}

const messageOf = (error: unknown) => withoutSecrets(error instanceof Error ? error.message : String(error));

function finish(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}
