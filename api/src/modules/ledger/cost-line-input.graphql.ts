import { builder } from '../../graphql/builder.ts';
import { optionalId } from './optional-id.ts';

export const CostLineInput = builder.inputType('CostLineInput', {
  description: 'A part with its account and owners.',
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', description: 'In the currency of the whole.' }),
    percent: t.field({ type: 'Decimal', description: 'Of the whole, with at most 4 digits after the point.' }),
    glAccountId: t.id(),
    category: t.string(),
    memberId: t.id(),
    teamId: t.id(),
    agentId: t.id(),
    projectId: t.id(),
  }),
});

/** The line with database ids. @throws InvalidInputError naming the line and field */
export function costLineIds({ amount, percent, category, ...ids }: typeof CostLineInput.$inferInput, index: number) {
  const at = (name: string) => `lines.${index}.${name}`;
  return {
    ...{ amount, percent, category },
    glAccountId: optionalId(ids.glAccountId, 'GlAccount', at('glAccountId')),
    memberId: optionalId(ids.memberId, 'Member', at('memberId')),
    teamId: optionalId(ids.teamId, 'Team', at('teamId')),
    agentId: optionalId(ids.agentId, 'Agent', at('agentId')),
    projectId: optionalId(ids.projectId, 'Project', at('projectId')),
  };
}
