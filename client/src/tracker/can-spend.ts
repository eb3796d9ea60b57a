import { askServer, asRecord, type ServerAccess } from './ask-server.ts';
import { InvalidEvent } from './invalid-event.ts';
import type { TrackerHooks } from './tracker-hooks.ts';

export interface SpendQuestion {
  /** Decimal string from 0, in the organization's currency; whole numbers for TOKENS and REQUESTS. */
  amount: string;
  /** By default COST. */
  metric?: 'COST' | 'TOKENS' | 'REQUESTS' | undefined;
  /** By default the token's agent or member; anything else needs a token that may read. `id` such as `Project:3`. */
  scope?: { scope: string; id?: string | undefined } | undefined;
}

export interface SpendAnswer {
  isAllowed: boolean;
  /** False when the server could not be asked and `canSpendWhenUnknown` decided. */
  isKnown: boolean;
  /** Empty when allowed by the server. */
  reason: string;
  /** Decimal string: what the tightest hard budget has left; absent when there is none or the caller may not see it. */
  left?: string | undefined;
  budgetName?: string | undefined;
  /** ISO 8601: when that budget begins anew. */
  windowEndsAt?: string | undefined;
}

export interface SpendGuardOptions {
  access: ServerAccess;
  hooks: Required<TrackerHooks>;
  cacheMs: number;
  timeoutMs: number;
  whenUnknown: 'allow' | 'deny';
}

export const CAN_SPEND = `query TrackerCanSpend($amount: Decimal!, $metric: BudgetMetric!, $scope: BudgetSubjectInput) {
  canSpend(amount: $amount, metric: $metric, scope: $scope) { isAllowed reason left budgetName windowEndsAt }
}`;

interface Kept {
  until: number;
  amount: bigint;
  answer: SpendAnswer;
}

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/;
const MOST_KEPT = 1000;

/**
 * Asks whether an amount fits in the hard budgets. Never rejects. An answer holds for `cacheMs` and for what follows
 * from it: a smaller amount than one that was allowed, a larger than one that was not, any by what is left.
 */
export function createSpendGuard({ access, hooks, cacheMs, timeoutMs, whenUnknown }: SpendGuardOptions) {
  const kept = new Map<string, Kept[]>();
  const asked = new Map<string, Promise<SpendAnswer>>();

  async function canSpend(question: SpendQuestion): Promise<SpendAnswer> {
    if (asRecord(question) === undefined) return unknown('Say which amount.');
    const { amount, metric = 'COST', scope } = question;
    const exact = scaled(amount);
    if (exact === undefined || exact < 0n)
      return unknown(new InvalidEvent('amount', amount, "Give a decimal string such as '0.25'.").message);
    const subject = JSON.stringify([metric, scope?.scope, scope?.id]);
    const known = remembered(subject, exact);
    if (known) return known;
    const key = `${subject} ${exact}`;
    const pending = asked.get(key) ?? ask({ amount, metric, scope }).finally(() => asked.delete(key));
    asked.set(key, pending);
    const answer = await pending;
    remember(subject, { until: access.runtime.now() + cacheMs, amount: exact, answer });
    return answer;
  }

  function remembered(subject: string, amount: bigint): SpendAnswer | undefined {
    const now = access.runtime.now();
    for (const entry of kept.get(subject) ?? []) {
      const answer = entry.until > now ? following(entry, amount) : undefined;
      if (answer) return answer;
    }
    return undefined;
  }

  function remember(subject: string, entry: Kept): void {
    const now = access.runtime.now();
    const others = (kept.get(subject) ?? []).filter(({ until }) => until > now);
    kept.delete(subject);
    kept.set(subject, [entry, ...others].slice(0, 4));
    for (const [oldest] of kept) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
  }

  async function ask(question: SpendQuestion): Promise<SpendAnswer> {
    const answer = await askServer(access, JSON.stringify({ query: CAN_SPEND, variables: question }), timeoutMs);
    const said = answer.kind === 'data' ? asRecord(answer.data.canSpend) : undefined;
    if (!said) return unknown(answer.kind === 'data' ? 'the server gives no answer' : answer.message);
    const { isAllowed, reason, left, budgetName, windowEndsAt } = said;
    const details = Object.entries({ left, budgetName, windowEndsAt }).filter(([, value]) => typeof value === 'string');
    return {
      isAllowed: isAllowed === true,
      isKnown: true,
      reason: String(reason ?? ''),
      ...Object.fromEntries(details),
    };
  }

  function unknown(message: string): SpendAnswer {
    hooks.onError({ message: `canSpend: ${message}` });
    return { isAllowed: whenUnknown === 'allow', isKnown: false, reason: message };
  }

  return canSpend;
}

/** What a kept answer says of another amount; undefined when nothing follows. */
function following({ amount: before, answer }: Kept, amount: bigint): SpendAnswer | undefined {
  // A server that cannot be asked is not asked about every amount.
  if (!answer.isKnown || amount === before) return answer;
  const left = scaled(answer.left);
  if (left === undefined) return (answer.isAllowed ? amount < before : amount > before) ? answer : undefined;
  const isAllowed = amount <= left;
  if (isAllowed === answer.isAllowed) return answer;
  const reason = isAllowed ? '' : `The hard budget "${answer.budgetName}" has ${answer.left} left.`;
  return { ...answer, isAllowed, reason };
}

/** In 1e-9. */
function scaled(decimal: unknown): bigint | undefined {
  const match = typeof decimal === 'string' ? DECIMAL.exec(decimal) : null;
  return match ? BigInt(`${match[1]}${match[2]}${(match[3] ?? '').padEnd(9, '0')}`) : undefined;
}
