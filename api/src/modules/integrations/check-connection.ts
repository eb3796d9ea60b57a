import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { credentialValues, requireConnector, requireCredentials } from './connection-input.ts';
import { integrationSettings } from './integration-settings.ts';
import { requireBaseUrl } from './require-base-url.ts';
import { verifyCredentials } from './verify-credentials.ts';

const schema = z.object({ vendor: z.string(), credentials: credentialValues, baseUrl: z.string().nullish() });

export type CheckConnectionInput = z.input<typeof schema>;

/** Tries credentials with the vendor and stores nothing. @throws InvalidInputError | VendorError */
export async function checkConnection(context: Context, input: CheckConnectionInput): Promise<{ accountName: string }> {
  requireAdmin(context.actor);
  const parsed = parseInput(schema, input);
  const connector = requireConnector(parsed.vendor);
  const credentials = requireCredentials(connector, parsed.credentials);
  const baseUrl = parsed.baseUrl ? await requireBaseUrl(parsed.baseUrl, integrationSettings) : null;
  return verifyCredentials(context, { connector, credentials, baseUrl });
}
