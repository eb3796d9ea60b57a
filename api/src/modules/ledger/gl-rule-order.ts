import type { GlRule, Prisma } from '@outlay/prisma';
import { NotFoundError } from '../../lib/errors.ts';

/** Every rule in order, locked so that nobody else changes the order meanwhile. */
export async function takeGlRules(tx: Prisma.TransactionClient): Promise<GlRule[]> {
  await tx.$queryRaw`SELECT FROM organization WHERE id = 1 FOR UPDATE`;
  return tx.glRule.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] });
}

/** Gives the rules the positions 1, 2, 3 … in this order. */
export async function orderGlRules(tx: Prisma.TransactionClient, ids: readonly number[]): Promise<void> {
  await tx.$executeRaw`UPDATE gl_rule SET position = wanted.position
    FROM unnest(${[...ids]}::int[]) WITH ORDINALITY AS wanted(id, position) WHERE gl_rule.id = wanted.id`;
}

/** @throws NotFoundError */
export function requireRule(rules: readonly GlRule[], id: number): GlRule {
  const rule = rules.find((candidate) => candidate.id === id);
  if (!rule) throw new NotFoundError('GlRule', `GlRule:${id}`);
  return rule;
}
