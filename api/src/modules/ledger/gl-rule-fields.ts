import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { InvalidInputError } from '../../lib/errors.ts';
import { category } from './cost-entry-fields.ts';
import { requireOpenGlAccount } from './require-gl-account.ts';

const id = z.int().nullish();

export const glRuleFields = {
  vendorId: id,
  toolId: id,
  teamId: id,
  projectId: id,
  memberId: id,
  glAccountId: z.int(),
  category: category.nullish(),
};

const dimensions = ['vendorId', 'toolId', 'teamId', 'projectId', 'memberId'] as const;
type RuleIds = Partial<Record<(typeof dimensions)[number], number | null | undefined>> & { glAccountId: number };

/** @throws InvalidInputError naming the field whose id does not exist */
export async function requireRuleReferences(
  tx: Prisma.TransactionClient,
  rule: RuleIds,
  fieldOf: (name: string) => string = (name) => name,
): Promise<void> {
  const counts = {
    vendorId: (id: number) => tx.vendor.count({ where: { id } }),
    toolId: (id: number) => tx.tool.count({ where: { id } }),
    teamId: (id: number) => tx.team.count({ where: { id } }),
    projectId: (id: number) => tx.project.count({ where: { id } }),
    memberId: (id: number) => tx.member.count({ where: { id } }),
  };
  for (const name of dimensions) {
    const value = rule[name];
    if (!value || (await counts[name](value)) > 0) continue;
    const typeName = `${name.charAt(0).toUpperCase()}${name.slice(1, -2)}`;
    const text = `${typeName}:${value}`;
    throw new InvalidInputError(fieldOf(name), text, `${text} does not exist.`, 'Copy its id from an answer.');
  }
  await requireOpenGlAccount(tx, rule.glAccountId, fieldOf('glAccountId'));
}

/** As it is stored and told by the audit trail. */
export function ruleData({ category, ...rule }: z.output<z.ZodObject<typeof glRuleFields>>) {
  return {
    vendorId: rule.vendorId ?? null,
    toolId: rule.toolId ?? null,
    teamId: rule.teamId ?? null,
    projectId: rule.projectId ?? null,
    memberId: rule.memberId ?? null,
    glAccountId: rule.glAccountId,
    category: category ?? '',
  };
}
