import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configFrom } from './config.ts';
import { environmentSchema, parseEnvironment } from './environment-schema.ts';
import { ConfigurationError } from './lib/startup-errors.ts';

const secret = 'x'.repeat(32);
const mistakesOf = (variables: Record<string, string>) => {
  const parsed = parseEnvironment(variables);
  return 'mistakes' in parsed ? parsed.mistakes : [];
};

describe('configuration', () => {
  test('needs nothing, and then serves this machine from ./data', () => {
    const config = configFrom({ OUTLAY_SECRET: secret });
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://localhost:4000',
      logLevel: 'info',
    });
    expect(config.databaseUrl).toBeUndefined();
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('reports every mistake at once, each with its remedy', () => {
    const variables = {
      PORT: '70000',
      LOG_LEVEL: 'loud',
      PUBLIC_URL: 'outlay',
      OUTLAY_SECRET: 'short',
      TRUST_PROXY: 'yes',
    };
    expect(() => configFrom(variables)).toThrow(ConfigurationError);
    expect(mistakesOf(variables)).toEqual([
      'PORT="70000" must be a whole number from 0 to 65535, for example 4000.',
      'PUBLIC_URL="outlay" must be a URL such as https://outlay.example.com.',
      'TRUST_PROXY="yes" must be true or false.',
      'OUTLAY_SECRET must be at least 32 bytes long; make one with: openssl rand -base64 32',
      'LOG_LEVEL="loud" must be fatal, error, warn, info, debug, trace or silent.',
    ]);
  });

  test('never shows a confidential value', () => {
    const variables = {
      OUTLAY_SECRET: 'hunter2',
      DATABASE_URL: 'mysql://me:hunter2@host/db',
      SMTP_URL: 'http://hunter2',
    };
    expect(mistakesOf(variables)).toHaveLength(3);
    expect(mistakesOf(variables).join()).not.toContain('hunter2');
  });

  test.each([
    [{ GOOGLE_CLIENT_ID: 'id', ALLOWED_DOMAIN: 'example.com' }, 'GOOGLE_CLIENT_SECRET'],
    [{ GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 's' }, 'ALLOWED_DOMAIN'],
    [{ SMTP_URL: 'smtp://mail.example.com' }, 'MAIL_FROM'],
    [{ DATABASE_URL: 'postgres://localhost/outlay' }, 'OUTLAY_SECRET'],
    [{ ALLOWED_DOMAIN: '@example.com' }, 'ALLOWED_DOMAIN'],
    [{ OUTLAY_SECRET_PREVIOUS: `${secret},short` }, 'OUTLAY_SECRET_PREVIOUS'],
    [{ CRON_SECRET: 'short' }, 'CRON_SECRET'],
  ])('refuses %j, naming %s', (variables, name) => {
    expect(mistakesOf(variables)).toEqual([expect.stringContaining(name)]);
  });

  test('takes an empty value for none', () => {
    expect(configFrom({ OUTLAY_SECRET: secret, PORT: '', DATABASE_URL: '', SMTP_URL: '' }).port).toBe(4000);
  });

  test('splits lists and lowers domains', () => {
    const config = configFrom({ OUTLAY_SECRET: secret, ALLOWED_DOMAIN: 'Example.com, example.org' });
    expect(config.allowedDomains).toEqual(['example.com', 'example.org']);
  });

  test('makes the secret once, for the owner only', () => {
    const directory = mkdtempSync(join(tmpdir(), 'outlay-config-'));
    const first = configFrom({ OUTLAY_DATA_DIR: directory });
    expect(Buffer.byteLength(first.secret)).toBeGreaterThanOrEqual(32);
    expect(configFrom({ OUTLAY_DATA_DIR: directory }).secret).toBe(first.secret);
    expect(statSync(join(directory, 'secret')).mode & 0o777).toBe(0o600);
  });

  test('.env.example lists exactly the variables that are read', () => {
    const example = readFileSync(join(import.meta.dirname, '../../.env.example'), 'utf8');
    const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(Object.keys(environmentSchema.shape).toSorted());
    expect(example).not.toMatch(/\n\n[A-Z_]+=|=\n[A-Z_]+=/);
  });
});
