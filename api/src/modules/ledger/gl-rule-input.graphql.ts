import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { optionalId } from './optional-id.ts';

export const GlRuleInput = builder.inputType('GlRuleInput', {
  description: 'What is null matches all.',
  fields: (t) => ({
    vendorId: t.id(),
    toolId: t.id(),
    teamId: t.id(),
    projectId: t.id(),
    memberId: t.id(),
    glAccountId: t.id({ required: true }),
    category: t.string(),
  }),
});

type Id = string | number | null | undefined;
type Ids = Partial<Record<'vendorId' | 'toolId' | 'teamId' | 'projectId' | 'memberId', Id>>;

/** @throws InvalidInputError naming the field */
export function ruleDimensionIds(ids: Ids, fieldOf: (name: string) => string = (name) => name) {
  return {
    vendorId: optionalId(ids.vendorId, 'Vendor', fieldOf('vendorId')),
    toolId: optionalId(ids.toolId, 'Tool', fieldOf('toolId')),
    teamId: optionalId(ids.teamId, 'Team', fieldOf('teamId')),
    projectId: optionalId(ids.projectId, 'Project', fieldOf('projectId')),
    memberId: optionalId(ids.memberId, 'Member', fieldOf('memberId')),
  };
}

/** @throws InvalidInputError naming the field */
export function glRuleIds(
  { glAccountId, category, ...ids }: Ids & { glAccountId: string | number; category?: string | null | undefined },
  fieldOf: (name: string) => string = (name) => name,
) {
  const account = requireDatabaseId(String(glAccountId), 'GlAccount', fieldOf('glAccountId'));
  return { ...ruleDimensionIds(ids, fieldOf), glAccountId: account, category };
}
