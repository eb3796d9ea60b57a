import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from './lib/startup-errors.ts';

/**
 * The secret of an installation that was given none: `<dataDirectory>/secret`, made at the first start, readable by the
 * owner only. Whoever loses it loses the stored vendor credentials, nothing else.
 */
export function readOrCreateSecret(dataDirectory: string): string {
  const path = join(dataDirectory, 'secret');
  try {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    if (!existsSync(path)) createOnce(path);
    const secret = readFileSync(path, 'utf8').trim();
    if (Buffer.byteLength(secret) >= 32) return secret;
  } catch (error) {
    throw new ConfigurationError(`OUTLAY_DATA_DIR: ${dataDirectory} cannot be used: ${String(error)}`);
  }
  throw new ConfigurationError(
    `The secret in ${path} is shorter than 32 bytes. Restore the file from a backup; ` +
      'or delete it, which makes a new one, and enter the vendor credentials again.',
  );
}

function createOnce(path: string): void {
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
}
