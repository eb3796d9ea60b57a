import { dayNumberOf, isoSeconds } from '../calendar.ts';
import { isEmployedOn } from '../organization/people.ts';
import type { VendorRequest, VendorResponse } from '../vendor-request.ts';
import type { AnthropicAccount, ApiKey, Workspace } from './account.ts';
import { invalid } from './anthropic-error.ts';
import { choice, choices, flag, limitOf, requireKnown } from './query.ts';

const PAGING = ['limit', 'after_id', 'before_id'];
const isoOrNull = (epochMs: number | null, now: number) =>
  epochMs !== null && epochMs <= now ? isoSeconds(epochMs) : null;

/** GET /v1/organizations/api_keys: deleted keys are gone. */
export function listApiKeys(
  account: AnthropicAccount,
  { query, headers }: VendorRequest,
  now: number,
): VendorResponse['body'] {
  requireKnown(query, [...PAGING, 'status', 'workspace_id', 'created_by_user_id']);
  const status = query.get('status');
  if (status !== null) choice(status, 'status', ['active', 'inactive', 'archived', 'expired']);
  const keys = account.apiKeys
    .filter((key) => key.createdAt <= now && (key.deletedAt === null || key.deletedAt > now))
    .filter((key) => status === null || statusOf(key, now) === status)
    .filter((key) => !query.has('workspace_id') || key.workspaceId === query.get('workspace_id'))
    .filter((key) => !query.has('created_by_user_id') || key.createdBy === query.get('created_by_user_id'));
  return page(query, keys, (key) => ({
    id: key.id,
    type: 'api_key',
    name: key.name,
    partial_key_hint: key.hint,
    status: statusOf(key, now),
    created_at: isoSeconds(key.createdAt),
    expires_at: null,
    created_by: { id: key.createdBy, type: 'user' },
    principal: null,
    ...homeOf(key, headers['anthropic-version']),
  }));
}

const statusOf = (key: ApiKey, now: number) =>
  key.archivedAt !== null && key.archivedAt <= now ? 'archived' : 'active';

function homeOf({ workspaceId }: ApiKey, version: string | undefined) {
  if (version === '2023-06-01') return { workspace_id: workspaceId };
  return { scope: workspaceId === null ? { type: 'organization' } : { type: 'workspace', workspace_id: workspaceId } };
}

/** GET /v1/organizations/workspaces */
export function listWorkspaces(
  account: AnthropicAccount,
  { query }: VendorRequest,
  now: number,
): VendorResponse['body'] {
  requireKnown(query, [...PAGING, 'include_archived', 'include_default', 'ids[]']);
  const isArchived = ({ archivedAt }: Workspace) => archivedAt !== null && archivedAt <= now;
  const ids = query.getAll('ids[]');
  if (ids.length > 100) throw invalid('ids[]: List should have at most 100 items');
  const withArchived = flag(query, 'include_archived');
  const withDefault = flag(query, 'include_default');
  const workspaces = account.workspaces
    .filter((workspace) => withArchived || !isArchived(workspace))
    .filter((workspace) => withDefault || !workspace.isDefault)
    .filter(({ id }) => ids.length === 0 || ids.includes(id));
  return page(query, workspaces, (workspace) => ({
    id: workspace.id,
    type: 'workspace',
    name: workspace.name,
    created_at: isoSeconds(workspace.createdAt),
    archived_at: isoOrNull(workspace.archivedAt, now),
    display_color: workspace.displayColor,
    tags: workspace.tags,
  }));
}

/** GET /v1/organizations/users: people who left are gone. */
export function listUsers(account: AnthropicAccount, { query }: VendorRequest, now: number): VendorResponse['body'] {
  requireKnown(query, [...PAGING, 'email', 'role[]']);
  const roles = choices(query, 'role[]', ['admin', 'billing', 'developer', 'claude_code_user', 'user']);
  const email = query.get('email')?.toLowerCase();
  const users = account.users
    .filter(({ person }) => isEmployedOn(person, dayNumberOf(now)))
    .filter(({ role }) => roles.length === 0 || roles.includes(role))
    .filter(({ person }) => email === undefined || person.email === email);
  return page(query, users, ({ id, person, role }) => ({
    id,
    type: 'user',
    email: person.email,
    name: person.name,
    role,
    added_at: isoSeconds(person.joinedOn * 86_400_000 + 32_400_000),
  }));
}

function page<T extends { id: string }>(
  query: URLSearchParams,
  items: readonly T[],
  toItem: (item: T) => unknown,
): VendorResponse['body'] {
  const limit = limitOf(query, 20, 1000);
  const indexOf = (name: 'after_id' | 'before_id') => {
    const id = query.get(name);
    if (id === null) return null;
    const index = items.findIndex((item) => item.id === id);
    if (index < 0) throw invalid(`${name}: No object with id "${id}" in this list`);
    return index;
  };
  const after = indexOf('after_id');
  const before = indexOf('before_id');
  if (after !== null && before !== null) throw invalid('after_id and before_id cannot be used together');
  const start = before !== null ? Math.max(0, before - limit) : (after ?? -1) + 1;
  const end = before ?? Math.min(items.length, start + limit);
  const shown = items.slice(start, end);
  return {
    data: shown.map(toItem),
    has_more: before !== null ? start > 0 : end < items.length,
    first_id: shown[0]?.id ?? null,
    last_id: shown.at(-1)?.id ?? null,
  };
}
