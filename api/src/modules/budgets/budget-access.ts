import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { actorHasScope, actorIsAdmin, actorMemberId } from '../auth/permissions.ts';
import { holdingOn } from '../people/dated.ts';
import { today } from '../people/today.ts';
import { type BudgetRecord, withLimits } from './budget-record.ts';
import { type Subject, subjectKey } from './budget-scopes.ts';

type Caller = Pick<Context, 'actor' | 'clock'>;
const bound = new WeakMap<object, Promise<Subject[]>>();

/** What binds a member today: the organization, the member, the own team, the agents answered for. Read once per request. */
export function ownSubjects(context: Caller): Promise<Subject[]> {
  const known = bound.get(context) ?? readOwnSubjects(context);
  bound.set(context, known);
  return known;
}

async function readOwnSubjects(context: Caller): Promise<Subject[]> {
  const { actor } = context;
  const memberId = actorMemberId(actor);
  if (memberId === undefined) return [];
  const day = await today(context);
  const [memberships, agents] = await Promise.all([
    db.teamMembership.findMany({ where: { memberId, ...holdingOn(day) }, select: { teamId: true } }),
    db.agent.findMany({ where: { ownerMemberId: memberId }, select: { id: true } }),
  ]);
  return [
    { scope: 'ORGANIZATION', scopeId: 0 },
    { scope: 'MEMBER', scopeId: memberId },
    ...memberships.map(({ teamId }): Subject => ({ scope: 'TEAM', scopeId: teamId })),
    ...agents.map(({ id }): Subject => ({ scope: 'AGENT', scopeId: id })),
    ...(actor.kind === 'TOKEN' && actor.agentId !== null ? [{ scope: 'AGENT', scopeId: actor.agentId } as const] : []),
  ];
}

/** The caller may see the budget: an administrator, or a member whom it binds. */
export async function concernsCaller(context: Caller, budget: Subject): Promise<boolean> {
  return actorHasScope(context.actor, 'READ') && bindsCaller(context, budget);
}

/** As `concernsCaller`, whatever a token may read. */
export async function bindsCaller(context: Caller, budget: Subject): Promise<boolean> {
  if (actorIsAdmin(context.actor)) return true;
  return (await ownSubjects(context)).some((subject) => subjectKey(subject) === subjectKey(budget));
}

export async function visibleBudgets(context: Caller): Promise<Prisma.BudgetWhereInput> {
  if (actorIsAdmin(context.actor)) return {};
  return { OR: (await ownSubjects(context)).map(({ scope, scopeId }) => ({ scope, scopeId })) };
}

/** Alerts of visible budgets but for requests, and of rules those about the member or an own agent. */
export async function visibleAlerts(context: Caller): Promise<Prisma.BudgetAlertWhereInput> {
  if (actorIsAdmin(context.actor)) return {};
  const memberId = actorMemberId(context.actor);
  return {
    OR: [
      { budget: await visibleBudgets(context), subjectKey: '' },
      { budgetId: null, subjectKey: { in: await ownAlertKeys(context) } },
      ...(memberId === undefined ? [] : [{ budgetId: null, concernedMemberId: memberId }]),
    ],
  };
}

/** As rules name whom they are about. */
export async function ownAlertKeys(context: Caller): Promise<string[]> {
  const own = await ownSubjects(context);
  return own.flatMap(({ scope, scopeId }) =>
    scope === 'MEMBER' ? [`Member:${scopeId}`] : scope === 'AGENT' ? [`Agent:${scopeId}`] : [],
  );
}

/** @throws NotFoundError, also for one that the caller may not know of */
export async function requireVisibleBudget(context: Caller, budgetId: number): Promise<BudgetRecord> {
  const budget = await db.budget.findUnique({ where: { id: budgetId }, include: withLimits });
  if (!budget || !(await concernsCaller(context, budget))) throw new NotFoundError('Budget', `Budget:${budgetId}`);
  return budget;
}
