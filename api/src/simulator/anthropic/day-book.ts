import type { DayNumber } from '../calendar.ts';
import { DAY_MS } from '../calendar.ts';
import { leastRecentlyUsed } from '../least-recently-used.ts';
import { hash32 } from '../random.ts';
import type { AnthropicAccount } from './account.ts';
import type { ServiceCharge, TokenCounts, UsageEvent } from './events.ts';
import { eventsOfHabit } from './generate-events.ts';
import { serviceChargesOn } from './service-charges.ts';

/** What happened in one organization on one UTC day. */
interface AnthropicDay {
  /** Billed or committed API usage, by time. */
  metered: readonly UsageEvent[];
  /** Usage of seats: on no bill and not in the messages report. */
  included: readonly UsageEvent[];
  charges: readonly ServiceCharge[];
}

/** A later change of a day: token counts in permille of what happened, and money added to the bill. */
interface Restatement {
  permille: number;
  billDeltaNano: bigint;
}

export interface DayBook {
  account: AnthropicAccount;
  on(day: DayNumber): AnthropicDay;
  restate(day: DayNumber, restatement: Restatement): void;
  restatementOf(day: DayNumber): Restatement;
  /** The tokens of an event as the vendor states them at that instant (epoch ms; Infinity = finally). */
  tokensAsOf(event: UsageEvent, asOf: number): TokenCounts;
}

const AS_IT_WAS: Restatement = { permille: 1000, billDeltaNano: 0n };
const SETTLES_AFTER_MS = 3 * DAY_MS;

export function openDayBook(account: AnthropicAccount): DayBook {
  const restatements = new Map<DayNumber, Restatement>();
  const restatementOf = (day: DayNumber) => restatements.get(day) ?? AS_IT_WAS;
  return {
    account,
    on: leastRecentlyUsed(130, (day) => writeDay(account, day)),
    restate: (day, restatement) => restatements.set(day, restatement),
    restatementOf,
    tokensAsOf(event, asOf) {
      const day = Math.floor(event.at / DAY_MS);
      const early = asOf < (day + 1) * DAY_MS + SETTLES_AFTER_MS ? firstStatement(account, day) : 1000;
      const { permille } = restatementOf(day);
      if (early === 1000 && permille === 1000) return event.tokens;
      return scaled(event.tokens, (count) => Math.floor((Math.floor((count * early) / 1000) * permille) / 1000));
    },
  };
}

/** On one day in fourteen the first figures are 6 % off and corrected three days later. */
function firstStatement(account: AnthropicAccount, day: DayNumber): number {
  const draw = hash32(account.seed, account.name, 'first statement', day) % 28;
  return draw === 0 ? 940 : draw === 1 ? 1060 : 1000;
}

function scaled(tokens: TokenCounts, change: (count: number) => number): TokenCounts {
  return {
    uncached_input_tokens: change(tokens.uncached_input_tokens),
    cache_read_input_tokens: change(tokens.cache_read_input_tokens),
    'cache_creation.ephemeral_5m_input_tokens': change(tokens['cache_creation.ephemeral_5m_input_tokens']),
    'cache_creation.ephemeral_1h_input_tokens': change(tokens['cache_creation.ephemeral_1h_input_tokens']),
    output_tokens: change(tokens.output_tokens),
  };
}

function writeDay(account: AnthropicAccount, day: DayNumber): AnthropicDay {
  if (day < account.firstDay) return { metered: [], included: [], charges: [] };
  const events = account.habits.flatMap((habit) => eventsOfHabit(account, habit, day)).sort((a, b) => a.at - b.at);
  return {
    metered: events.filter(({ caller }) => caller.subscriptionType === null),
    included: events.filter(({ caller }) => caller.subscriptionType !== null),
    charges: serviceChargesOn(account, day),
  };
}
