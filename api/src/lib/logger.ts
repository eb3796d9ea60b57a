import { type Logger, pino } from 'pino';

export type { Logger };

const confidential = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-api-key',
  'apiKey',
  'adminKey',
  'password',
  'passwordHash',
  'token',
  'secret',
  'credentials',
  'clientSecret',
  'connectionString',
];
const paths = confidential.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+@/gi;
const vendorKey = /\b(sk-[a-z]+-|key_|outlay_)[A-Za-z0-9_-]{8,}/g;

/** `text` without passwords in URLs and without API keys. */
export const withoutSecrets = (text: string): string =>
  text.replace(urlPassword, '$1[hidden]@').replace(vendorKey, '$1[hidden]');

/** One JSON object per line on standard output; never holds credentials. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[hidden]' },
    serializers: { err: pino.stdSerializers.err },
    hooks: { streamWrite: withoutSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
