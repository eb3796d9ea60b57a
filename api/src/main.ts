import './node-environment.ts';
import { loadConfig } from './config.ts';
import { createLogger, withoutSecrets } from './lib/logger.ts';
import { StartupError } from './lib/startup-errors.ts';
import { type RunningOutlay, start } from './start.ts';

const unexpectedFailure = 1;
const stopWithinMs = 15_000;

/** The process: runs until SIGTERM or SIGINT. docs/operations.md explains the exit codes. */
async function main(): Promise<void> {
  const config = loadConfig();
  const logger = createLogger(config.logLevel);
  const signal = nextSignal();
  const outlay = await start(config, logger, (error) => {
    logger.fatal({ err: error }, 'the embedded database failed');
    process.exit(unexpectedFailure);
  });
  logger.info({ signal: await signal }, 'stopping');
  await stop(outlay);
  process.exit(0);
}

/** The first signal asks for an orderly stop, even during the start; a second one ends the process at once. */
function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) {
      process.once(name, () => {
        resolve(name);
        process.once(name, () => process.exit(unexpectedFailure));
      });
    }
  });
}

async function stop(outlay: RunningOutlay): Promise<void> {
  const deadline = setTimeout(() => process.exit(unexpectedFailure), stopWithinMs);
  await outlay.close();
  clearTimeout(deadline);
}

main().catch((error: unknown) => {
  const text = error instanceof StartupError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${withoutSecrets(text ?? 'unknown failure')}\n`);
  process.exit(error instanceof StartupError ? error.exitCode : unexpectedFailure);
});
