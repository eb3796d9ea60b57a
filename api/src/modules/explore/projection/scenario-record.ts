import type { Prisma } from '@outlay/prisma';
import type { Actor } from '../../../graphql/context.ts';
import { utcDay } from '../../../lib/calendar.ts';
import { ForbiddenError, NotFoundError } from '../../../lib/errors.ts';
import { NANO_DIGITS, scaledInteger } from '../../../lib/money.ts';
import { actorIsAdmin, actorMemberId, requireScope } from '../../auth/permissions.ts';
import type { ScenarioChange } from './apply-scenario.ts';
import type { ChangeDraft } from './scenario-input.ts';

export const withChanges = { changes: { orderBy: { id: 'asc' } } } as const satisfies Prisma.ProjectionScenarioInclude;
export type ScenarioRecord = Prisma.ProjectionScenarioGetPayload<{ include: typeof withChanges }>;

/** Own scenarios and shared ones. */
export function visibleScenarios(actor: Actor): Prisma.ProjectionScenarioWhereInput {
  const memberId = actorMemberId(actor);
  return { OR: [{ isShared: true }, ...(memberId === undefined ? [] : [{ memberId }])] };
}

/** One the caller may change: an own one, or a shared one for administrators. @throws NotFoundError | ForbiddenError */
export async function takeScenario(tx: Prisma.TransactionClient, actor: Actor, id: number): Promise<ScenarioRecord> {
  requireScope(actor, 'MANAGE');
  await tx.$queryRaw`SELECT FROM projection_scenario WHERE id = ${id} FOR UPDATE`;
  const scenario = await tx.projectionScenario.findFirst({
    where: { id, ...visibleScenarios(actor) },
    include: withChanges,
  });
  if (!scenario) throw new NotFoundError('ProjectionScenario', `ProjectionScenario:${id}`);
  if (scenario.memberId !== actorMemberId(actor) && !actorIsAdmin(actor)) {
    throw new ForbiddenError('Only its owner or an administrator may change a shared scenario.');
  }
  return scenario;
}

export function changeDrafts({ changes }: Pick<ScenarioRecord, 'changes'>): ChangeDraft[] {
  return changes.map(({ name, scope, scopeId, kind, value, from, until, interval }) => ({
    ...{ name, scope, scopeId, kind, interval },
    value: scaledInteger(value.toFixed(), NANO_DIGITS),
    from: utcDay(from),
    until: until && utcDay(until),
  }));
}

export function scenarioChanges(scenario: Pick<ScenarioRecord, 'changes'>): ScenarioChange[] {
  return changeDrafts(scenario).map(({ scope, scopeId, value, ...change }) => ({
    ...change,
    subject: { scope, scopeId },
    valueNano: value,
  }));
}
