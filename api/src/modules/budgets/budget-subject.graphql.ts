import { BudgetScope } from '@outlay/prisma';
import { pool } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { readSubjectNames, type Subject, scopeTypes, subjectId, subjectKey } from './budget-scopes.ts';

export const BudgetScopeEnum = builder.enumType(BudgetScope, { name: 'BudgetScope' });

export const BudgetSubject = builder.objectRef<Subject>('BudgetSubject').implement({
  description: 'What a budget is about.',
  authScopes: { scope: 'READ' },
  fields: (t) => ({
    scope: t.expose('scope', { type: BudgetScopeEnum }),
    id: t.id({
      description: 'As the pivot names it, such as Team:3; null: the organization.',
      nullable: true,
      resolve: subjectId,
    }),
    name: t.loadable({
      type: 'String',
      load: async (keys: string[]) => {
        const names = await readSubjectNames(pool, keys.map(parsedKey));
        return keys.map((key) => names.get(key) ?? '');
      },
      resolve: subjectKey,
    }),
  }),
});

function parsedKey(key: string): Subject {
  const [name, id] = key.split(' ');
  const scope = Object.values(BudgetScope).find((value) => value === name);
  if (!scope) throw new Error(`not a subject: ${key}`);
  return { scope, scopeId: Number(id) };
}

export const BudgetSubjectInput = builder.inputType('BudgetSubjectInput', {
  fields: (t) => ({
    scope: t.field({ type: BudgetScopeEnum, required: true }),
    id: t.id({ description: 'Of that scope, such as Team:3; left out for ORGANIZATION.' }),
  }),
});

/** @throws InvalidInputError naming the field */
export function subjectOf({ scope, id }: typeof BudgetSubjectInput.$inferInput, field: string): Subject {
  if (scope === 'ORGANIZATION') {
    if (id === undefined || id === null) return { scope, scopeId: 0 };
    throw new InvalidInputError(`${field}.id`, id, 'there is one organization only.', 'Leave the id out.');
  }
  if (id !== undefined && id !== null) {
    return { scope, scopeId: requireDatabaseId(String(id), scopeTypes[scope], `${field}.id`) };
  }
  const remedy = `Ids look like ${scopeTypes[scope]}:12.`;
  throw new InvalidInputError(`${field}.id`, '', `the scope ${scope} needs an id.`, remedy);
}
