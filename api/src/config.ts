import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Environment, parseEnvironment } from './environment-schema.ts';
import { ConfigurationError } from './lib/startup-errors.ts';
import { readOrCreateSecret } from './secret-file.ts';

export type Config = ReturnType<typeof toConfig>;

/**
 * The process's configuration, from the environment and an optional `.env` file in the working directory (which does not
 * override the environment). The only reader of `process.env`. Throws `ConfigurationError` naming every mistake at once.
 */
export function loadConfig(defaults: Readonly<Record<string, string>> = {}): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return configFrom({ ...defaults, ...process.env });
}

/** As `loadConfig`, from given variables. */
export function configFrom(variables: Readonly<Record<string, string | undefined>>): Config {
  const parsed = parseEnvironment(variables);
  if ('mistakes' in parsed) {
    const lines = parsed.mistakes.map((mistake) => `  - ${mistake}`).join('\n');
    throw new ConfigurationError(`The configuration cannot be used:\n${lines}\n.env.example explains every variable.`);
  }
  return toConfig(parsed.environment);
}

function toConfig(env: Environment) {
  const dataDirectory = resolve(env.OUTLAY_DATA_DIR);
  return Object.freeze({
    environment: env.NODE_ENV,
    host: env.HOST,
    port: env.PORT,
    /** Where browsers reach us, without a slash at the end. */
    publicUrl: (env.PUBLIC_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    trustProxy: env.TRUST_PROXY,
    dataDirectory,
    /** Undefined: the embedded database in `dataDirectory`. */
    databaseUrl: env.DATABASE_URL,
    /** Encrypts stored credentials and signs links; at least 32 bytes. */
    secret: env.OUTLAY_SECRET ?? readOrCreateSecret(dataDirectory),
    /** Former secrets, still accepted for decryption. */
    previousSecrets: Object.freeze(env.OUTLAY_SECRET_PREVIOUS),
    allowedDomains: Object.freeze(env.ALLOWED_DOMAIN),
    google: googleFrom(env),
    connections: Object.freeze({
      anthropic: Object.freeze({ adminKey: env.ANTHROPIC_ADMIN_KEY, baseUrl: env.ANTHROPIC_BASE_URL }),
      cursor: Object.freeze({ adminKey: env.CURSOR_ADMIN_KEY, baseUrl: env.CURSOR_BASE_URL }),
    }),
    cronSecret: env.CRON_SECRET,
    mail: env.SMTP_URL && env.MAIL_FROM ? Object.freeze({ smtpUrl: env.SMTP_URL, from: env.MAIL_FROM }) : undefined,
    allowPrivateNetwork: env.ALLOW_PRIVATE_NETWORK,
    graphiql: env.GRAPHIQL || env.NODE_ENV === 'development',
    logLevel: env.LOG_LEVEL,
  });
}

function googleFrom(env: Environment) {
  const { GOOGLE_CLIENT_ID: clientId, GOOGLE_CLIENT_SECRET: clientSecret } = env;
  if (clientId === undefined || clientSecret === undefined) return undefined;
  return Object.freeze({ clientId, clientSecret, issuerUrl: env.GOOGLE_ISSUER_URL ?? 'https://accounts.google.com' });
}
