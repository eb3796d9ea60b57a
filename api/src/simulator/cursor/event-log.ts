import { DAY_MS, type DayNumber, dayNumberOf, HOUR_MS, MINUTE_MS } from '../calendar.ts';
import { leastRecentlyUsed } from '../least-recently-used.ts';
import type { CursorEvent } from './events.ts';
import { generateEvents } from './generate-events.ts';
import type { CursorTeam } from './team.ts';

/** Each seat includes $20 of usage per calendar month, in units. */
const INCLUDED_UNITS = 20_000_000;

export interface CursorLog {
  team: CursorTeam;
  /** All events of a UTC day, oldest first, as finally stated. */
  on(day: DayNumber): readonly CursorEvent[];
  /** Events with `from` ≤ at ≤ `until` that the API shows at `now`, newest first. */
  between(from: number, until: number, now: number): CursorEvent[];
  restate(day: DayNumber, permille: number): void;
}

/** Usage is aggregated hourly: an hour appears five minutes after its end. */
const isVisible = ({ at }: CursorEvent, now: number): boolean =>
  Math.floor(at / HOUR_MS) * HOUR_MS + HOUR_MS + 5 * MINUTE_MS <= now;

export const cycleStartOf = (epochMs: number): number => {
  const date = new Date(epochMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
};

export function openCursorLog(team: CursorTeam): CursorLog {
  const restatements = new Map<DayNumber, number>();
  const generated = leastRecentlyUsed(130, (day) => generateEvents(team, day));
  // Consumption at the start of each day, so that any day can be asked for first.
  const consumed = new Map<DayNumber, ReadonlyMap<number, number>>();
  const consumedBefore = (day: DayNumber): ReadonlyMap<number, number> => {
    const start = dayNumberOf(cycleStartOf(day * DAY_MS));
    let known = day;
    while (known > start && !consumed.has(known)) known--;
    let used = new Map(known > start ? consumed.get(known) : []);
    for (; known < day; known++) {
      used = addConsumption(used, generated(known));
      consumed.set(known + 1, used);
    }
    return used;
  };
  const settled = leastRecentlyUsed(130, (day) => withKinds(generated(day), consumedBefore(day)));
  const on = (day: DayNumber) => {
    const permille = restatements.get(day) ?? 1000;
    return permille === 1000 ? settled(day) : settled(day).map((event) => restated(event, permille));
  };
  return {
    team,
    on,
    between(from, until, now) {
      const events: CursorEvent[] = [];
      for (let day = dayNumberOf(Math.min(until, now)); day >= Math.max(dayNumberOf(from), team.firstDay); day--) {
        events.push(
          ...on(day)
            .filter((event) => event.at >= from && event.at <= until && isVisible(event, now))
            .reverse(),
        );
      }
      return events;
    },
    restate: (day, permille) => restatements.set(day, permille),
  };
}

function addConsumption(used: ReadonlyMap<number, number>, events: readonly CursorEvent[]): Map<number, number> {
  const next = new Map(used);
  for (const { person, chargedUnits, serviceAccount } of events) {
    if (person && !serviceAccount) next.set(person.index, (next.get(person.index) ?? 0) + chargedUnits);
  }
  return next;
}

/** Within the included amount an event is not chargeable, though it states what it would have cost. */
function withKinds(events: readonly CursorEvent[], usedBefore: ReadonlyMap<number, number>): CursorEvent[] {
  const used = new Map(usedBefore);
  return events.map((event) => {
    if (!event.person || event.serviceAccount || event.kind !== 'Usage-based') return event;
    const before = used.get(event.person.index) ?? 0;
    used.set(event.person.index, before + event.chargedUnits);
    return before < INCLUDED_UNITS ? { ...event, kind: 'Included in Business' } : event;
  });
}

function restated(event: CursorEvent, permille: number): CursorEvent {
  const change = (count: number) => Math.floor((count * permille) / 1000);
  const { tokens } = event;
  const modelUnits = Math.floor(change(event.modelUnits) / 10) * 10;
  const feeUnits = change(event.feeUnits);
  return {
    ...event,
    tokens: tokens && {
      input: change(tokens.input),
      output: change(tokens.output),
      cacheWrite: change(tokens.cacheWrite),
      cacheRead: change(tokens.cacheRead),
    },
    modelUnits,
    feeUnits,
    chargedUnits: (modelUnits * (100 - event.discountPercent)) / 100 + feeUnits,
  };
}
