import type { AlertRule } from '@outlay/prisma';
import type { Pool } from 'pg';
import { db } from '../../../db.ts';
import { addDays, type Day, dayInZone } from '../../../lib/calendar.ts';
import { dayStart } from '../../explore/day-start.ts';
import { reportingSettings } from '../../explore/reporting-settings.sql.ts';
import { atRate, toLedgerAmount } from '../../ledger/ledger-amount.ts';
import { readRates } from '../../subscriptions/payoff/seat-usage.sql.ts';
import { type DaySpend, readDaySpend } from './rule-facts.sql.ts';

/** Late figures of so many days, today included, still raise alerts. */
export const LOOK_BACK_DAYS = 7;
const NANO_PER_LEDGER_UNIT = 100_000n;

/** What rules ask for at one moment; each question is put to the database once. */
export interface RuleFacts {
  pool: Pool;
  now: Date;
  /** Of the reporting zone. */
  today: Day;
  zone: string;
  /** Of all amounts. */
  currency: string;
  /** Spend of the days from one on, today included. */
  daySpend(from: Day): Promise<DaySpend[]>;
  /** The rule's amount on a day in nano-units of the reporting currency; undefined: no rate leads there. */
  limit(rule: AlertRule, day: Day): Promise<bigint | undefined>;
  memberName(id: number): Promise<string>;
  agent(id: number): Promise<{ name: string; ownerMemberId: number | null }>;
  startOf(day: Day): Date;
}

/** `historyDays`: how far back the rules look. */
export async function gatherFacts(pool: Pool, now: Date, historyDays: number): Promise<RuleFacts> {
  const { currency, zone } = await reportingSettings(pool);
  const today = dayInZone(now, zone);
  const first = addDays(today, -historyDays);
  const days = memo(() => readDaySpend(pool, { from: first, until: addDays(today, 1) }));
  const names = memo(async () => new Map((await db.member.findMany()).map(({ id, name }) => [id, name])));
  const agents = memo(async () => new Map((await db.agent.findMany()).map((agent) => [agent.id, agent])));
  const rates = new Map<string, Promise<Map<Day, string>>>();
  const ratesOf = (from: string) => {
    const known = rates.get(from) ?? readRates(from, lastDays(today));
    rates.set(from, known);
    return known;
  };
  return {
    ...{ pool, now, today, zone, currency },
    daySpend: async (from) => (await days()).filter(({ day }) => day >= from),
    limit: async ({ amount, currency: own }, day) => {
      if (amount === null || own === null) return undefined;
      const scaled = toLedgerAmount(amount.toFixed());
      if (own === currency) return scaled * NANO_PER_LEDGER_UNIT;
      const rate = (await ratesOf(own)).get(day);
      return rate === undefined ? undefined : atRate(scaled, rate) * NANO_PER_LEDGER_UNIT;
    },
    memberName: async (id) => (await names()).get(id) ?? 'Somebody',
    agent: async (id) => (await agents()).get(id) ?? { name: 'An agent', ownerMemberId: null },
    startOf: (day) => dayStart(day, zone),
  };
}

const lastDays = (today: Day) => Array.from({ length: LOOK_BACK_DAYS }, (_, index) => addDays(today, -index));

/** The days that a rule looks at, newest first: of late figures too, but none before it was switched on. */
export function watchedDays({ activeFrom }: AlertRule, { today, zone }: RuleFacts): Day[] {
  const first = dayInZone(activeFrom, zone);
  return lastDays(today).filter((day) => day >= first);
}

/** An alert about a day is over at the end of the next one; of a day that late figures lifted, a day later. */
export function dayExpiry(day: Day, { now, startOf }: RuleFacts): Date {
  const end = startOf(addDays(day, 2));
  const dayLater = new Date(now.getTime() + 24 * 3_600_000);
  return end > now ? end : dayLater;
}

function memo<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | undefined;
  return () => {
    known ??= read();
    return known;
  };
}
