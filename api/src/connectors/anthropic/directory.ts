import type { DirectoryEntry } from '../connector.ts';
import { type AnthropicContext, fetchListing } from './client.ts';
import { type ApiKey, apiKeyListing, type User, userListing, type Workspace, workspaceListing } from './payloads.ts';
import { DEFAULT_WORKSPACE } from './to-usage.ts';

/** Keys of every status, workspaces with the archived and the default one, and present users. */
export async function* readDirectory(context: AnthropicContext): AsyncGenerator<DirectoryEntry> {
  yield { kind: 'WORKSPACE', externalId: DEFAULT_WORKSPACE, name: 'Default workspace' };
  for await (const workspace of fetchListing(context, '/workspaces', workspaceListing, { include_archived: true })) {
    yield workspaceEntry(workspace);
  }
  for await (const user of fetchListing(context, '/users', userListing)) yield userEntry(user);
  for await (const key of fetchListing(context, '/api_keys', apiKeyListing)) yield apiKeyEntry(key);
}

const workspaceEntry = ({ id, name, archived_at }: Workspace): DirectoryEntry => ({
  kind: 'WORKSPACE',
  externalId: id,
  name,
  isDeleted: archived_at != null,
});

const userEntry = ({ id, email, name }: User): DirectoryEntry => ({
  kind: 'USER',
  externalId: id,
  name: name ?? '',
  email: email.trim().toLowerCase(),
});

const apiKeyEntry = ({ id, name, partial_key_hint, status, created_by }: ApiKey): DirectoryEntry => ({
  kind: 'API_KEY',
  externalId: id,
  name,
  toolCode: name.startsWith('claude_code_key_') ? 'claude_code' : 'api',
  isDeleted: status !== 'active' && status !== 'inactive',
  ...(partial_key_hint == null ? {} : { hint: partial_key_hint }),
  ...(created_by == null ? {} : { createdByExternalId: created_by.id }),
});
