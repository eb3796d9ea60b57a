import { hash } from 'node:crypto';
import { join } from 'node:path';
import { type EnvironmentVariables, stateFolder } from '../server/folders.ts';

/** Where progress and unsent usage are kept: apart for every server, since each must get everything. */
export function pushFolder(environment: EnvironmentVariables, url: string): string {
  const { host } = new URL(url);
  const name = `${host.replaceAll(/[^\w.-]/g, '_')}-${hash('sha256', url).slice(0, 8)}`;
  return join(stateFolder(environment), 'push', name);
}
