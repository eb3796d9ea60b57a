import { existsSync } from 'node:fs';
import type { EnvironmentVariables } from '../../server/folders.ts';

/** What an installer has to know of this machine. */
export interface Installation {
  /** The program and its first arguments, as they are called. */
  command: readonly string[];
  environment: EnvironmentVariables;
  home: string;
}

export interface PlannedFile {
  path: string;
  /** Undefined: there is no such file any more. */
  text: string | undefined;
}

/** Something that pushes by itself from then on. Only plans; `applyPlan` writes. */
export interface Installer {
  label: string;
  /** @throws UnreadableSettings when a file that is shared with others is not understood */
  install(installation: Installation): PlannedFile[];
  uninstall(installation: Installation): PlannedFile[];
  /** What a person has to do before and after. */
  afterInstall: readonly string[];
  beforeUninstall: readonly string[];
}

/** A settings file of another program that is not as expected; it is left alone. */
export class UnreadableSettings extends Error {}

const PASSED_ON = [
  'OUTLAY_CONFIG_DIR',
  'OUTLAY_STATE_DIR',
  'OUTLAY_URL',
  'CLAUDE_CONFIG_DIR',
  'CODEX_HOME',
  'GEMINI_CLI_HOME',
  'OPENCODE_DATA_DIR',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
] as const;

/** Where this person keeps things, for a process started without their shell. Never the token. */
export const passedOn = (environment: EnvironmentVariables): [name: string, value: string][] =>
  PASSED_ON.flatMap((name): [string, string][] => {
    const value = environment[name];
    return value ? [[name, value]] : [];
  });

/** Of those files that are there. */
export const deletions = (files: readonly { path: string }[]): PlannedFile[] =>
  files.flatMap(({ path }) => (existsSync(path) ? [{ path, text: undefined }] : []));

export const MINUTES = 15;
