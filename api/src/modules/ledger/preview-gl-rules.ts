import { z } from 'zod';
import { db } from '../../db.ts';
import type { Actor } from '../../graphql/context.ts';
import { ForbiddenError } from '../../lib/errors.ts';
import { fromNano } from '../../lib/money.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { actorIsAdmin, requireScope } from '../auth/permissions.ts';
import { askFacts } from '../explore/ask-facts.ts';
import { parseRange } from '../explore/pivot-input.ts';
import { MAX_RULES } from './create-gl-rule.ts';
import { readGlCoding } from './gl-account-case.sql.ts';
import { glRuleFields, requireRuleReferences, ruleData } from './gl-rule-fields.ts';
import { codingMoves, type GlMove } from './preview-gl-rules.sql.ts';

const schema = z.object({
  from: z.string(),
  until: z.string(),
  rules: z.array(z.object(glRuleFields)).max(MAX_RULES),
});

export type GlRuleMove = Omit<GlMove, 'spendNano'> & { spend: string };

/** What these rules instead of the present ones would move. @throws InvalidInputError naming the rule as `rules.2.teamId` */
export async function previewGlRules(actor: Actor, input: z.input<typeof schema>): Promise<GlRuleMove[]> {
  requireScope(actor, 'READ');
  if (!actorIsAdmin(actor)) throw new ForbiddenError('Only an administrator may do this.');
  const { rules, ...days } = parseInput(schema, input);
  const range = parseRange(days);
  for (const [index, rule] of rules.entries()) {
    await requireRuleReferences(db, rule, (name) => `rules.${index}.${name}`);
  }
  const moves = await askFacts(actor, async (client) => {
    const coding = await readGlCoding(client);
    return codingMoves(client, range, coding, { ...coding, rules: rules.map(ruleData) });
  });
  return moves.map(({ spendNano, ...move }) => ({ ...move, spend: fromNano(BigInt(spendNano)) }));
}
