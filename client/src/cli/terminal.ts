import type { Readable, Writable } from 'node:stream';
import type { EnvironmentVariables } from '../server/folders.ts';

/** Where a command reads, writes and finds its settings. */
export interface Terminal {
  input: Readable & { isTTY?: boolean; setRawMode?: (isRaw: boolean) => unknown };
  output: Writable & { isTTY?: boolean; columns?: number };
  errors: Writable & { isTTY?: boolean };
  environment: EnvironmentVariables;
  now: () => Date;
}

export function systemTerminal(): Terminal {
  return {
    input: process.stdin,
    output: process.stdout,
    errors: process.stderr,
    environment: process.env,
    now: () => new Date(),
  };
}

/** Colour only where a person looks: never when piped or with NO_COLOR, see no-color.org. */
export const isColoured = ({ output, environment }: Terminal) =>
  !environment.NO_COLOR && environment.TERM !== 'dumb' && (output.isTTY === true || Boolean(environment.FORCE_COLOR));

/** Columns to write in; undefined when nobody sees them as lines, so that nothing is cut. */
export const widthOf = ({ output }: Terminal) => (output.isTTY ? output.columns : undefined);

export const say = ({ output }: Terminal, text: string) => void output.write(`${text}\n`);

/** For people beside the output: progress, notices, mistakes. */
export const tell = ({ errors }: Terminal, text: string) => void errors.write(`${text}\n`);
