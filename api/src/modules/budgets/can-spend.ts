import type { BudgetMetric } from '@outlay/prisma';
import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { ForbiddenError, UnauthenticatedError } from '../../lib/errors.ts';
import { fromNano, NANO_DIGITS, scaledInteger } from '../../lib/money.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { actorHasScope, actorIsAdmin, actorMemberId } from '../auth/permissions.ts';
import { inSnapshot } from '../explore/ask-facts.ts';
import { reportingSettings } from '../explore/reporting-settings.sql.ts';
import { bindingBudgets, bindingSubjects } from './binding-budgets.ts';
import { bindsCaller } from './budget-access.ts';
import { type BudgetRecord, currentWindow } from './budget-record.ts';
import { type Subject, subjectKey } from './budget-scopes.ts';
import { readWindowFigures } from './read-window-figures.ts';

const amountField = z
  .string()
  .trim()
  .regex(/^\d{1,15}(\.\d{1,9})?$/, { error: 'is not an amount of 0 or more' })
  .transform((text) => scaledInteger(text, NANO_DIGITS));
const schema = z.object({ amount: amountField });

export interface SpendAnswer {
  isAllowed: boolean;
  /** Empty when allowed. */
  reason: string;
  /** The tightest budget that counts, where the caller may see it. */
  budget: BudgetRecord | null;
  left: string | null;
  windowEndsAt: Date | null;
}

interface Question {
  /** Left out: the token's agent, or the caller. */
  subject?: Subject | undefined;
  amount: string;
  metric: BudgetMetric;
}

/**
 * Whether an amount fits in every hard budget that binds a subject: its own, those of the owners above it and of the
 * caller, the organization's, and their parents. @throws UnauthenticatedError | ForbiddenError | InvalidInputError
 */
export async function canSpend(context: Context, { metric, ...question }: Question): Promise<SpendAnswer> {
  const { amount } = parseInput(schema, { amount: question.amount });
  const subject = question.subject ?? callerSubject(context);
  await requireAsker(context, subject);
  const budgets = await bindingBudgets(await bindingSubjects(context, subject), metric);
  const now = context.clock();
  const rooms = await inSnapshot(async (client) => {
    const { zone } = await reportingSettings(client);
    const asked = budgets.flatMap((budget) => {
      const window = currentWindow(budget, now, zone);
      return window ? [{ budget, windows: [window] }] : [];
    });
    const figures = await readWindowFigures(client, zone, asked);
    return asked.flatMap(({ budget }, index) => {
      const [one] = figures[index] ?? [];
      return one ? [{ budget, window: one.window, leftNano: one.limitNano - one.spentNano }] : [];
    });
  });
  const [tightest] = rooms.toSorted((a, b) => (a.leftNano < b.leftNano ? -1 : a.leftNano > b.leftNano ? 1 : 0));
  const none = { reason: '', budget: null, left: null, windowEndsAt: null };
  if (!tightest) return { isAllowed: true, ...none };
  const isAllowed = amount <= tightest.leftNano;
  if (!(await bindsCaller(context, tightest.budget))) {
    return { isAllowed, ...none, reason: isAllowed ? '' : 'A hard budget would be passed; ask an administrator.' };
  }
  const left = fromNano(tightest.leftNano);
  const { budget, window } = tightest;
  const until = `until ${window.endsAt.toISOString()}`;
  const reason =
    tightest.leftNano > 0n
      ? `The hard budget "${budget.name}" has ${left} left ${until}; ${fromNano(amount)} would pass it.`
      : `The hard budget "${budget.name}" is used up ${until}.`;
  return { isAllowed, reason: isAllowed ? '' : reason, budget, left, windowEndsAt: window.endsAt };
}

function callerSubject({ actor }: Context): Subject {
  if (actor.kind === 'TOKEN' && actor.agentId !== null) return { scope: 'AGENT', scopeId: actor.agentId };
  const memberId = actorMemberId(actor);
  return memberId === undefined ? { scope: 'ORGANIZATION', scopeId: 0 } : { scope: 'MEMBER', scopeId: memberId };
}

/** People and agents are asked for by themselves and administrators; vendors, models and such by everybody. */
async function requireAsker(context: Context, subject: Subject): Promise<void> {
  const { actor } = context;
  if (actor.kind === 'ANONYMOUS') throw new UnauthenticatedError();
  if (!actorHasScope(actor, 'READ') && !actorHasScope(actor, 'USAGE_WRITE'))
    throw new ForbiddenError('This token lacks the scopes READ and USAGE_WRITE.');
  if (!actorHasScope(actor, 'READ') && subjectKey(subject) !== subjectKey(callerSubject(context)))
    throw new ForbiddenError('Without the scope READ this token may ask for itself only.');
  if (subject.scope !== 'MEMBER' && subject.scope !== 'TEAM' && subject.scope !== 'AGENT') return;
  if (actorIsAdmin(actor) && actorHasScope(actor, 'READ')) return;
  if (!(await bindsCaller(context, subject))) throw new ForbiddenError('Ask for yourself, your team or your agents.');
}
