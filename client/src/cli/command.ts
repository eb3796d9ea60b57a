import type { ServerAddress } from '../server/send.ts';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

interface Described {
  summary: string;
  /** One letter. */
  short?: string;
}

export type Flag = Described &
  (
    | { kind: 'switch' }
    | { kind: 'text'; placeholder: string; default?: string }
    /** May be given several times. */
    | { kind: 'texts'; placeholder: string }
    | { kind: 'choice'; choices: readonly string[]; default?: string }
    /** A whole number from `least` to `most`. */
    | { kind: 'count'; least: number; most: number; default?: number }
    /** A calendar day such as 2026-11-22. */
    | { kind: 'day' }
  );

export type Flags = Readonly<Record<string, Flag>>;

type ValueOf<F extends Flag> = F extends { kind: 'switch' }
  ? boolean
  : F extends { kind: 'texts' }
    ? readonly string[]
    : F extends { kind: 'count' }
      ? F extends { default: number }
        ? number
        : number | undefined
      : F extends { kind: 'choice' }
        ? F['choices'][number] | (F extends { default: string } ? never : undefined)
        : F extends { default: string }
          ? string
          : string | undefined;

export type FlagValues<F extends Flags> = { readonly [Name in keyof F]: ValueOf<F[Name]> };

export interface Parameter {
  name: string;
  summary: string;
  isOptional?: boolean;
  choices?: readonly string[];
}

export interface Invocation<F extends Flags = Flags> {
  flags: FlagValues<F>;
  /** By the parameters' names; '' where an optional one is left out. */
  parameters: Readonly<Record<string, string>>;
  terminal: Terminal;
  /** Found when first asked for, so that help and completion need none. @throws NotSignedIn */
  server: () => ServerAddress;
  /** Aborted by Ctrl+C. */
  signal: AbortSignal;
}

export interface Command<F extends Flags = Flags> {
  /** More than the summary of the list of commands, for --help. */
  description?: string;
  parameters?: readonly Parameter[];
  flags: F;
  /** Command lines without `outlay`, each with what it does. */
  examples: readonly (readonly [line: string, effect: string])[];
  run(invocation: Invocation<F>): Promise<ExitCode>;
}

/** A command whose flags and parameters come typed to its `run`. */
export const defineCommand = <const F extends Flags>(command: Command<F>): Command<F> => command;
