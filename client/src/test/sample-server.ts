import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { type CliOptions, type CliResult, runCli } from './run-cli.ts';

/** The process all tests share; see `start-sample-server.ts`. */
export const server = inject('server');

const folder = mkdtempSync(join(tmpdir(), 'outlay-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The administrator's settings, with folders of this test file's own. */
export const environment = {
  OUTLAY_URL: server.url,
  OUTLAY_TOKEN: server.tokens.admin,
  OUTLAY_CONFIG_DIR: join(folder, 'config'),
  OUTLAY_STATE_DIR: join(folder, 'state'),
};

export const outlay = (args: readonly string[], options: CliOptions = {}): Promise<CliResult> =>
  runCli(args, { ...options, environment: { ...environment, ...options.environment } });

/** The API's own answer, asked without the client's code. @throws Error with the API's message */
export async function ask<Answer>(
  query: string,
  variables: Record<string, unknown> = {},
  token = server.tokens.admin,
): Promise<Answer> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Answer; errors?: { message: string }[] };
  if (errors?.[0]) throw new Error(errors[0].message);
  return data;
}
