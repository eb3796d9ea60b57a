import { addDays } from '../../lib/day.ts';
import { formatDay, formatDayRange } from '../../lib/format.ts';

export const identityKindLabels = {
  USER: 'User',
  API_KEY: 'API key',
  WORKSPACE: 'Workspace',
  PROJECT: 'Project',
  SERVICE_ACCOUNT: 'Service account',
  TOKEN: 'Token',
} as const;

export const suggestionReasons = {
  SAME_LOCAL_PART: 'same name before the @',
  KEY_CREATOR: 'made this key',
  SIMILAR_NAME: 'similar name',
  AGENT_NAME: 'agent of a similar name',
} as const;

interface NamedIdentity {
  kind: keyof typeof identityKindLabels;
  name: string;
  email: string | null;
  hint: string | null;
  externalId: string;
}

/** What the vendor calls it: name, address or its bare id. */
export function identityName({ name, email, externalId }: NamedIdentity): string {
  return name || email || externalId;
}

/** What tells it from others of that name: kind, address, visible part of a key. */
export function identityDetail({ kind, name, email, hint }: NamedIdentity): string {
  return [identityKindLabels[kind], ...(name && email ? [email] : []), ...(hint ? [hint] : [])].join(' · ');
}

interface Owners {
  member: { name: string } | null;
  agent: { name: string } | null;
  project: { name: string } | null;
}

/** Everybody a mapping names, in one line. */
export function ownerNames({ member, agent, project }: Owners): string {
  return [member?.name, agent?.name, project?.name].filter(Boolean).join(' · ');
}

/** The days a mapping holds; empty when it always does. */
export function mappingDays(from: string | null, until: string | null): string {
  if (from && until) return formatDayRange(from, addDays(until, -1));
  if (from) return `from ${formatDay(from)} on`;
  return until ? `until ${formatDay(addDays(until, -1))}` : '';
}

/** What a changed mapping sets off. */
export function rebuildWords(dayCount: number): string {
  if (dayCount === 0) return 'No figures change: there is no usage yet.';
  return dayCount === 1 ? '1 day is being recomputed.' : `${dayCount} days are being recomputed.`;
}
