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
// Every repetition is bounded, so that no text makes them slow.
const urlPassword = /(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s:/@]{0,200}:)[^\s@/]{1,500}@/gi;
const vendorKey = /\b(sk-[a-z]{1,20}-|sk-(?=[A-Za-z0-9]{20})|key_|crsr_|outlay_)[A-Za-z0-9_-]{8,1000}/g;
const MAX_LINE = 64_000;
const SHOWN_OF_LONG_LINE = 8_000;

/** `text` without passwords in URLs and without API keys. */
export const withoutSecrets = (text: string): string =>
  text.replace(urlPassword, '$1[hidden]@').replace(vendorKey, '$1[hidden]');

/** A line that can be read by people and machines: without secrets, and what is too long cut, still as JSON. */
function fitLine(line: string): string {
  if (line.length <= MAX_LINE) return withoutSecrets(line);
  const { level, time } = /^\{"level":(?<level>\d{1,3}),"time":"(?<time>[^"]{1,40})"/.exec(line)?.groups ?? {};
  const msg = `a log line of ${line.length} characters was cut`;
  const start = withoutSecrets(line.slice(0, MAX_LINE)).slice(0, SHOWN_OF_LONG_LINE);
  return `${JSON.stringify({ level: Number(level), time, msg, start })}\n`;
}

/** One JSON object per line on standard output; never holds credentials. */
export function createLogger(level: string, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[hidden]' },
    serializers: { err: pino.stdSerializers.err },
    hooks: { streamWrite: fitLine },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
