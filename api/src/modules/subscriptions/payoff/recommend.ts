import { type Day, startOfDay } from '../../../lib/calendar.ts';
import { atRate, LEDGER_DIGITS } from '../../ledger/ledger-amount.ts';
import type { Plan } from '../plan.ts';
import { planCatalogue, toolKind } from '../plan-catalogue.ts';
import { planCodeOn } from '../plan-name.ts';
import { ownerOn } from '../subscription-access.ts';
import { termsOf } from '../subscription-terms.ts';
import { idleSeats, includedListOf, type Payoff, type PayoffConfidence, yearlySeatPrice } from './read-payoff.ts';
import { type Replay, replayPlans } from './replay-plans.ts';

export type RecommendationKind = 'IDLE_SEATS' | 'OVERLAPPING_SEATS' | 'CHANGE_PLAN';

/** Money in nano-units of the reporting currency. */
export interface Recommendation {
  kind: RecommendationKind;
  payoff: Payoff;
  yearlySaving: bigint;
  confidence: PayoffConfidence;
  /** IDLE_SEATS: how many nobody used. */
  idleSeats?: number;
  /** OVERLAPPING_SEATS: the one to keep. */
  other?: Payoff;
  /** CHANGE_PLAN: what it rests on. */
  replay?: Replay;
}

export interface RecommendContext {
  today: Day;
  /** Codes by id. */
  vendors: ReadonlyMap<number, string>;
  tools: ReadonlyMap<number, string>;
  /** Units of the reporting currency for one of a currency, today. */
  rates: ReadonlyMap<string, string>;
}

/** What would save money, by the yearly amount. A subscription gets one suggestion only, the surest kind first. */
export function recommendations(payoffs: readonly Payoff[], context: RecommendContext): Recommendation[] {
  const running = payoffs.filter(({ record }) => isRunning(record, context.today));
  const idle = running.flatMap((payoff) => idleSuggestion(payoff, context));
  const named = new Set(idle.map(({ payoff }) => payoff));
  const overlapping = overlaps(
    running.filter((payoff) => !named.has(payoff)),
    context,
  );
  for (const { payoff } of overlapping) named.add(payoff);
  const replayed = running.filter((payoff) => !named.has(payoff)).flatMap((payoff) => planSuggestion(payoff, context));
  return [...idle, ...overlapping, ...replayed]
    .filter(({ yearlySaving }) => yearlySaving > 0n)
    .sort((a, b) => (a.yearlySaving > b.yearlySaving ? -1 : a.yearlySaving < b.yearlySaving ? 1 : 0));
}

const isRunning = ({ approval, endsOn, startedOn }: Payoff['record'], today: Day) =>
  approval === 'APPROVED' && endsOn === null && startedOn <= startOfDay(today);

/** Unused in the last whole month and since. */
function idleSuggestion(payoff: Payoff, context: RecommendContext): Recommendation[] {
  const last = payoff.months.findLast(({ isComplete, isWhole }) => isComplete && isWhole);
  if (!last) return [];
  const counts = payoff.months.filter(({ month }) => month >= last.month).map(idleSeats);
  const known = counts.filter((count) => count !== undefined);
  const count = Math.min(...known);
  if (known.length === 0 || counts[0] === undefined || count === 0) return [];
  const yearlySaving = yearlyPrice(payoff, context) * BigInt(count);
  return [{ kind: 'IDLE_SEATS', payoff, idleSeats: count, yearlySaving, confidence: last.confidence }];
}

/** Of two that one member has for the same kind of work, the one that is worth less to them. */
function overlaps(payoffs: readonly Payoff[], context: RecommendContext): Recommendation[] {
  const groups = Map.groupBy(payoffs, ({ record }) => {
    const { memberId } = ownerOn(record.owners, context.today);
    const kind = toolKind(context.tools.get(record.toolId));
    return memberId === null || kind === undefined ? '' : `${memberId} ${kind}`;
  });
  groups.delete('');
  return [...groups.values()].flatMap((group) => {
    const [other, ...rest] = [...group].sort((a, b) => (worth(a) > worth(b) ? -1 : worth(a) < worth(b) ? 1 : 0));
    if (!other) return [];
    return rest.map((payoff) => ({
      kind: 'OVERLAPPING_SEATS' as const,
      ...{ payoff, other },
      yearlySaving: yearlyPrice(payoff, context) * BigInt(seatsOf(payoff, context.today)),
      confidence: payoff.months.at(-1)?.confidence ?? 'NONE',
    }));
  });
}

const worth = ({ months }: Payoff) => months.reduce((sum, month) => sum + includedListOf(month), 0n);

function planSuggestion(payoff: Payoff, context: RecommendContext): Recommendation[] {
  const replay = replayOf(payoff, context);
  const complete = payoff.months.filter(({ isComplete, isWhole }) => isComplete && isWhole);
  const confidence = complete.some((month) => month.confidence === 'NONE')
    ? 'NONE'
    : (complete.at(-1)?.confidence ?? 'NONE');
  const yearlySaving = replay?.best?.yearlySaving;
  if (!replay || yearlySaving === undefined || confidence === 'NONE') return [];
  return [{ kind: 'CHANGE_PLAN', payoff, replay, yearlySaving, confidence }];
}

/** Undefined: the reporting currency has no rate for USD, in which plans are listed. */
export function replayOf(payoff: Payoff, context: RecommendContext): Replay | undefined {
  const usdRate = context.rates.get('USD');
  if (usdRate === undefined) return undefined;
  return replayPlans(payoff.months, alternatives(payoff, context), usdRate, planCodeOn(payoff.record, context.today));
}

/** Plans of the same vendor and tool, for people or for teams as it is one now. */
function alternatives({ record }: Payoff, { today, vendors, tools }: RecommendContext): Plan[] {
  const isForTeam = ownerOn(record.owners, today).teamId !== null;
  return planCatalogue.filter(
    (plan) =>
      plan.vendorCode === vendors.get(record.vendorId) &&
      (record.toolId === 0 || plan.toolCode === tools.get(record.toolId)) &&
      plan.isForTeams === isForTeam,
  );
}

const seatsOf = ({ record }: Payoff, today: Day) => {
  const { prices } = termsOf(record);
  return (prices.findLast(({ from }) => from <= today) ?? prices[0])?.seats ?? 1;
};

/** Per seat, in nano-units of the reporting currency. */
function yearlyPrice({ record }: Payoff, { today, rates }: RecommendContext): bigint {
  const rate = rates.get(record.currency);
  if (rate === undefined) return 0n;
  return atRate(yearlySeatPrice(termsOf(record), today) * 10n ** BigInt(9 - LEDGER_DIGITS), rate);
}
