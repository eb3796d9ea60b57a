import { type DayNumber, dayNumber, growthOn, isDayOff } from '../calendar.ts';
import { momentIn, workedHours } from '../organization/activity.ts';
import { emailAsWritten } from '../organization/people.ts';
import { type Random, randomOf } from '../random.ts';
import { uuidOf } from '../vendor-id.ts';
import type { CursorEvent, CursorTokens } from './events.ts';
import { CURSOR_MODELS, type CursorModel, REQUEST_UNITS, TOKEN_FEE } from './models.ts';
import type { CursorMember, CursorServiceAccount, CursorTeam } from './team.ts';

const OPUS_55_FROM = dayNumber('2026-09-10');

/** One UTC day of a team, oldest first, all charged; what the plan includes is decided afterwards. */
export function generateEvents(team: CursorTeam, day: DayNumber): CursorEvent[] {
  if (day < team.firstDay) return [];
  const people = team.members.flatMap((member) => eventsOfMember(team, member, day));
  const automation = team.serviceAccounts.flatMap((account) => eventsOfServiceAccount(team, account, day));
  return [...people, ...automation].sort((a, b) => a.at - b.at);
}

function eventsOfMember(team: CursorTeam, member: CursorMember, day: DayNumber): CursorEvent[] {
  const { person } = member;
  const random = randomOf(team.seed, 'cursor', person.index, day);
  const events: CursorEvent[] = [];
  for (const hour of workedHours(person, day, random)) {
    const count = Math.round(random.next() * 3.2 * member.appetite * growthOn(day));
    const conversationId = uuidOf(team.seed, person.index, day, hour);
    for (let turn = 0; turn < count; turn++) {
      const event = {
        ...eventAt(momentIn(day, hour, random), day, random),
        person,
        email: emailAsWritten(person, 'cursor', day),
        conversationId: random.chance(0.8) ? conversationId : null,
      };
      events.push(event);
      const twin = twinOf(event, random);
      if (twin) events.push(twin);
    }
  }
  return events;
}

/** Now and then the same user and model appear twice in one millisecond, at times with equal figures. */
function twinOf(event: CursorEvent, random: Random): CursorEvent | null {
  const draw = random.next();
  if (draw < 0.006) return { ...event };
  if (draw > 0.014 || event.tokens === null) return null;
  const tokens = { ...event.tokens, output: event.tokens.output + 17 };
  const model = Object.values(CURSOR_MODELS).find(({ name }) => name === event.model) ?? CURSOR_MODELS.auto;
  return priced({ ...event, tokens }, model, tokens, event.discountPercent);
}

function eventsOfServiceAccount(team: CursorTeam, serviceAccount: CursorServiceAccount, day: DayNumber): CursorEvent[] {
  const random = randomOf(team.seed, 'cursor service', serviceAccount.id, day);
  const count = random.int(0, isDayOff(day) ? 2 : 5);
  return Array.from({ length: count }, () => ({
    ...eventAt(momentIn(day, random.int(2, 4), random), day, random),
    person: serviceAccount.owner,
    serviceAccount,
    email: serviceAccount.owner?.email ?? '',
  }));
}

function eventAt(at: number, day: DayNumber, random: Random): CursorEvent {
  const blank: CursorEvent = {
    at,
    person: null,
    serviceAccount: null,
    email: '',
    model: 'default',
    kind: 'Usage-based',
    isMaxMode: false,
    requestsTenths: random.int(10, 60),
    tokens: null,
    modelUnits: 0,
    discountPercent: 0,
    feeUnits: 0,
    chargedUnits: 0,
    conversationId: null,
  };
  const fate = random.next();
  if (fate < 0.02) return { ...blank, kind: 'Errored, Not Charged', requestsTenths: 0 };
  if (fate < 0.05) return { ...blank, kind: 'Aborted, Not Charged', requestsTenths: 0 };
  const model = modelFor(day, random);
  if (fate < 0.12)
    return { ...blank, model: model.name, requestsTenths: 10, modelUnits: REQUEST_UNITS, chargedUnits: REQUEST_UNITS };
  const isMaxMode = random.chance(0.08);
  const stretch = isMaxMode ? 4 : 1;
  const tokens: CursorTokens = {
    input: random.int(200, 14_000) * stretch,
    output: random.int(250, 7500),
    cacheWrite: model.cacheWrite === 0 ? 0 : random.int(0, 30_000) * stretch,
    cacheRead: random.int(4000, 460_000) * stretch,
  };
  return priced({ ...blank, isMaxMode }, model, tokens, random.chance(0.05) ? 10 : 0);
}

function modelFor(day: DayNumber, random: Random): CursorModel {
  const opus = day >= OPUS_55_FROM ? CURSOR_MODELS.opus : CURSOR_MODELS.opusBefore;
  const { auto, sonnet, gpt, gemini, composer } = CURSOR_MODELS;
  return random.weighted([
    [auto, 5],
    [opus, 3],
    [sonnet, 5],
    [gpt, 3],
    [gemini, 1],
    [composer, 3],
  ]);
}

/** Rounds the model cost to whole thousandths of a cent, so that a ten percent discount stays whole. */
function priced(event: CursorEvent, model: CursorModel, tokens: CursorTokens, discountPercent: number): CursorEvent {
  const { input, output, cacheWrite, cacheRead } = tokens;
  const exact =
    input * model.input + output * model.output + cacheWrite * model.cacheWrite + cacheRead * model.cacheRead;
  const modelUnits = Math.round(exact / 10) * 10;
  const feeUnits = model.name === 'default' ? 0 : Math.round((input + output + cacheWrite + cacheRead) * TOKEN_FEE);
  const chargedUnits = (modelUnits * (100 - discountPercent)) / 100 + feeUnits;
  return { ...event, model: model.name, tokens, modelUnits, discountPercent, feeUnits, chargedUnits };
}
