import type { BudgetMetric, Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { actorMemberId } from '../auth/permissions.ts';
import { holdingOn } from '../people/dated.ts';
import { today } from '../people/today.ts';
import { MAX_LEVELS } from './budget-hierarchy.ts';
import { type BudgetRecord, withLimits } from './budget-record.ts';
import { type Subject, subjectKey } from './budget-scopes.ts';

const ORGANIZATION: Subject = { scope: 'ORGANIZATION', scopeId: 0 };

/** The subject and whom its use counts for as well: owner, team, project, vendor, organization; else the caller's. */
export async function bindingSubjects(context: Context, subject: Subject): Promise<Subject[]> {
  const day = await today(context);
  const { scope, scopeId } = subject;
  const around: Subject[] = [ORGANIZATION, subject];
  if (scope === 'ORGANIZATION' || scope === 'TEAM') return around;
  if (scope === 'MEMBER') return [...around, ...(await teamOf(scopeId, day))];
  if (scope === 'AGENT') return [...around, ...(await aboveAgent(scopeId, day))];
  if (scope === 'MODEL') around.push(...(await vendorOf(scopeId)));
  const { actor } = context;
  if (actor.kind === 'TOKEN' && actor.agentId !== null) {
    around.push({ scope: 'AGENT', scopeId: actor.agentId }, ...(await aboveAgent(actor.agentId, day)));
  }
  const memberId = actorMemberId(actor);
  if (memberId !== undefined) around.push({ scope: 'MEMBER', scopeId: memberId }, ...(await teamOf(memberId, day)));
  return [...new Map(around.map((one) => [subjectKey(one), one])).values()];
}

async function teamOf(memberId: number, day: string): Promise<Subject[]> {
  const memberships = await db.teamMembership.findMany({ where: { memberId, ...holdingOn(day) } });
  return memberships.map(({ teamId }) => ({ scope: 'TEAM', scopeId: teamId }));
}

async function aboveAgent(agentId: number, day: string): Promise<Subject[]> {
  const agent = await db.agent.findUnique({ where: { id: agentId } });
  const owner = agent?.ownerMemberId ?? undefined;
  return [
    ...(agent?.projectId ? [{ scope: 'PROJECT', scopeId: agent.projectId } as const] : []),
    ...(owner === undefined ? [] : [{ scope: 'MEMBER', scopeId: owner } as const, ...(await teamOf(owner, day))]),
  ];
}

async function vendorOf(modelId: number): Promise<Subject[]> {
  const model = await db.model.findUnique({ where: { id: modelId }, select: { vendorId: true } });
  return model ? [{ scope: 'VENDOR', scopeId: model.vendorId }] : [];
}

/** The hard budgets of the subjects and of all parents of their budgets, of a metric. */
export async function bindingBudgets(subjects: readonly Subject[], metric: BudgetMetric): Promise<BudgetRecord[]> {
  const binding = new Map<number, BudgetRecord>();
  let where: Prisma.BudgetWhereInput = { OR: subjects.map(({ scope, scopeId }) => ({ scope, scopeId })) };
  for (let level = 0; level < MAX_LEVELS; level++) {
    const found = await db.budget.findMany({ where: { ...where, metric, archivedAt: null }, include: withLimits });
    for (const budget of found) binding.set(budget.id, budget);
    const above = found.flatMap(({ parentId }) => (parentId === null || binding.has(parentId) ? [] : [parentId]));
    if (above.length === 0) break;
    where = { id: { in: above } };
  }
  return [...binding.values()].filter(({ isHard }) => isHard);
}
