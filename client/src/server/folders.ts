import { homedir } from 'node:os';
import { join } from 'node:path';

export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

interface Platform {
  platform: NodeJS.Platform;
  home: string;
}

const here = (): Platform => ({ platform: process.platform, home: homedir() });

/** Where settings live: OUTLAY_CONFIG_DIR, else the platform's folder for them. */
export function configFolder(environment: EnvironmentVariables, { platform, home } = here()): string {
  if (environment.OUTLAY_CONFIG_DIR) return environment.OUTLAY_CONFIG_DIR;
  if (platform === 'win32') return join(environment.APPDATA ?? join(home, 'AppData', 'Roaming'), 'outlay');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'outlay');
  return join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'outlay');
}

/** Where progress and unsent usage live: OUTLAY_STATE_DIR, else the platform's folder for them. */
export function stateFolder(environment: EnvironmentVariables, { platform, home } = here()): string {
  if (environment.OUTLAY_STATE_DIR) return environment.OUTLAY_STATE_DIR;
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'outlay');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'outlay', 'state');
  return join(environment.XDG_STATE_HOME || join(home, '.local', 'state'), 'outlay');
}

/** The person's own folder. */
export const homeFolder = (environment: EnvironmentVariables): string =>
  (process.platform === 'win32' ? environment.USERPROFILE : environment.HOME) || homedir();
