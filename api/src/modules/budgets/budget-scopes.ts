import type { BudgetScope } from '@outlay/prisma';
import { encodeGlobalId } from '../../graphql/global-id.ts';
import { catalogueOf } from '../explore/dimension-catalogue.sql.ts';
import { loadNames } from '../explore/dimension-names.sql.ts';
import type { Dimension } from '../explore/dimensions.ts';
import type { Queryable } from '../explore/run-pivot.sql.ts';

export type EntityScope = Exclude<BudgetScope, 'ORGANIZATION'>;

/** The type of what a scope names, and the pivot's dimension of the same name. */
export const scopeTypes = {
  TEAM: 'Team',
  MEMBER: 'Member',
  AGENT: 'Agent',
  PROJECT: 'Project',
  CUSTOMER: 'Customer',
  VENDOR: 'Vendor',
  TOOL: 'Tool',
  MODEL: 'Model',
  GL_ACCOUNT: 'GlAccount',
} as const satisfies Record<EntityScope, string> & Partial<Record<Dimension, string>>;

/** What a budget is about; scopeId 0: the organization. */
export interface Subject {
  scope: BudgetScope;
  scopeId: number;
}

export const subjectKey = ({ scope, scopeId }: Subject): string => `${scope} ${scopeId}`;

/** Global id; null: the organization. */
export function subjectId({ scope, scopeId }: Subject): string | null {
  return scope === 'ORGANIZATION' ? null : encodeGlobalId(scopeTypes[scope], scopeId);
}

/** Names by `subjectKey`, by one statement for each scope. */
export async function readSubjectNames(client: Queryable, subjects: readonly Subject[]): Promise<Map<string, string>> {
  const ids = new Map<EntityScope, Set<string>>();
  for (const { scope, scopeId } of subjects) {
    if (scope !== 'ORGANIZATION') ids.set(scope, (ids.get(scope) ?? new Set()).add(String(scopeId)));
  }
  const names = new Map<string, string>();
  if (subjects.some(({ scope }) => scope === 'ORGANIZATION')) {
    const { rows } = await client.query<{ name: string }>('SELECT name FROM organization LIMIT 1');
    names.set('ORGANIZATION 0', rows[0]?.name ?? 'Organization');
  }
  for (const [scope, found] of await loadNames(client, ids)) {
    for (const [id, { label }] of found) names.set(`${scope} ${id}`, label);
  }
  return names;
}

export async function subjectExists(client: Queryable, { scope, scopeId }: Subject): Promise<boolean> {
  const catalogue = scope === 'ORGANIZATION' ? undefined : catalogueOf(scope);
  if (!catalogue) return true;
  const { rows } = await client.query(`SELECT 1 FROM ${catalogue.from} WHERE ${catalogue.id} = $1::int`, [scopeId]);
  return rows.length > 0;
}
