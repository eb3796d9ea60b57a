import { VendorError } from '../../lib/errors.ts';
import type { VendorAccount } from '../connector.ts';
import { type AnthropicContext, fetchPage } from './client.ts';
import { organization, workspaceListing } from './payloads.ts';

export const KEY_HELP =
  'Outlay needs an Admin API key (sk-ant-admin01-…): an organization admin creates it in the Claude Console under Settings → Admin keys.';

/** What other keys that people have at hand are. */
const OTHER_KEYS: readonly [prefix: string, kind: string][] = [
  ['sk-ant-api03-', 'an ordinary API key for calling models'],
  ['sk-ant-api01-', 'a Claude Enterprise analytics key'],
  ['sk-ant-oat', 'a sign-in token of Claude Code'],
  ['sk-ant-sid', 'a browser session'],
  ['sk-admin-', 'an OpenAI key'],
  ['sk-proj-', 'an OpenAI key'],
  ['crsr_', 'a Cursor key'],
  ['key_', 'a Cursor key'],
];

/** @throws VendorError VENDOR_CREDENTIALS saying which key is needed. */
export async function check(context: AnthropicContext): Promise<VendorAccount> {
  const kind = OTHER_KEYS.find(([prefix]) => context.credentials.adminKey.startsWith(prefix))?.[1];
  if (kind !== undefined) throw new VendorError('VENDOR_CREDENTIALS', `This is ${kind}. ${KEY_HELP}`);
  await fetchPage(context, '/workspaces', workspaceListing, { limit: 1 });
  return readOrganization(context);
}

/** Gateways may forward the reports only. */
async function readOrganization(context: AnthropicContext): Promise<VendorAccount> {
  try {
    const { id, name } = await fetchPage(context, '/me', organization);
    return { accountName: name, accountId: id };
  } catch (error) {
    if (error instanceof VendorError && error.status === 404) return { accountName: 'Anthropic organization' };
    throw error;
  }
}
