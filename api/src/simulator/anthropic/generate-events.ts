import { DAY_MS, type DayNumber, growthOn, HOUR_MS, isDayOff, isRunawayDay, MINUTE_MS } from '../calendar.ts';
import { momentIn, workedHours } from '../organization/activity.ts';
import { hash32, type Random, randomOf } from '../random.ts';
import type { AnthropicAccount, Habit } from './account.ts';
import { codingActivity } from './coding-activity.ts';
import type { InferenceGeo, ServiceTier, TokenCounts, UsageEvent } from './events.ts';
import { type Model, modelOn } from './models.ts';
import { PROFILES, type Profile } from './profiles.ts';

/** All usage of one caller on one UTC day; the same for the same seed, whatever was asked before. */
export function eventsOfHabit(account: AnthropicAccount, habit: Habit, day: DayNumber): UsageEvent[] {
  if (day < habit.from || day >= habit.until) return [];
  const profile: Profile = PROFILES[habit.profile];
  const random = randomOf(account.seed, account.name, habit.label, day);
  const volume = habit.appetite * growthOn(day);
  const isRunaway = habit.profile === 'nightly' && isRunawayDay(day);
  const events: UsageEvent[] = [];
  for (const hour of isRunaway ? RUNAWAY_HOURS : hoursOf(account, habit, profile, day, random)) {
    const main = eventIn(account, habit, profile, day, hour, volume * (isRunaway ? 80 : 1), random, null);
    events.push(main);
    if (random.chance(profile.sideModelChance)) {
      events.push(eventIn(account, habit, profile, day, hour, volume * 0.4, random, modelOn('haiku', day, 0)));
    }
  }
  return events;
}

const RUNAWAY_HOURS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

function hoursOf(account: AnthropicAccount, habit: Habit, profile: Profile, day: DayNumber, random: Random): number[] {
  const owner =
    habit.caller.ownerIndex === null
      ? undefined
      : account.people.find(({ index }) => index === habit.caller.ownerIndex);
  if (profile.schedule === 'office') return owner ? workedHours(owner, day, random) : [];
  const chance = profile.activity[isDayOff(day) ? 1 : 0];
  const [first, last] = profile.schedule === 'nightly' ? [0, 5] : [0, 23];
  const hours: number[] = [];
  for (let hour = first; hour <= last; hour++) if (random.chance(chance)) hours.push(hour);
  return hours;
}

function eventIn(
  account: AnthropicAccount,
  habit: Habit,
  profile: Profile,
  day: DayNumber,
  hour: number,
  volume: number,
  random: Random,
  sideModel: Model | null,
): UsageEvent {
  const at = momentIn(day, hour, random);
  const model = sideModel ?? modelOn(random.weighted(profile.lines), day, habit.lagDays);
  const isDaytime = hour >= 7 && hour < 20;
  const pace = profile.schedule === 'always' && !isDaytime ? 0.45 : 1;
  const requests = Math.max(1, Math.round(random.int(...profile.requestsPerHour) * volume * pace));
  const serviceTier = tierOf(profile, random);
  const isLong = model.longContextRates !== undefined && random.chance(profile.longContextChance);
  const isFast = model.id === 'claude-opus-5-5' && serviceTier === 'standard' && random.chance(profile.fastChance);
  const lostHours = hash32(account.seed, account.name, 'lost hours', day) % 29 === 0 && hour >= 13 && hour < 16;
  return {
    at,
    caller: habit.caller,
    model,
    serviceTier,
    contextWindow: isLong ? '200k-1M' : '0-200k',
    inferenceGeo: geoOf(model, habit),
    speed: isFast ? 'fast' : 'standard',
    requests,
    tokens: tokensOf(profile, requests, isLong ? 4 : 1, random),
    webSearches: Math.round(requests * profile.webSearchesPerRequest * random.next()),
    coding: profile.isClaudeCode
      ? codingActivity(requests, habit.caller.apiKeyId !== null && profile.schedule !== 'office', random)
      : null,
    reportedAt: at + random.int(3 * MINUTE_MS, 7 * MINUTE_MS),
    billedAt: Math.min(at + random.int(2 * HOUR_MS, 22 * HOUR_MS), (day + 1) * DAY_MS + 22 * HOUR_MS),
    isLostFromUsage: lostHours && !profile.isClaudeCode && habit.caller.apiKeyId !== null,
  };
}

function tierOf(profile: Profile, random: Random): ServiceTier {
  if (random.chance(profile.batchChance)) return 'batch';
  return random.chance(profile.priorityChance) ? 'priority' : 'standard';
}

function geoOf(model: Model, habit: Habit): InferenceGeo {
  if (!model.knowsGeo) return 'not_available';
  return habit.profile === 'documents' ? 'us' : 'global';
}

function tokensOf(profile: Profile, requests: number, stretch: number, random: Random): TokenCounts {
  const total = ([low, high]: readonly [number, number], factor = 1) =>
    Math.round(requests * factor * (low + (high - low) * random.next()));
  const cacheWrites = total(profile.cacheWrite, stretch);
  const hourWrites = Math.floor((cacheWrites * profile.hourCachePermille) / 1000);
  return {
    uncached_input_tokens: total(profile.input, stretch),
    cache_read_input_tokens: total(profile.cacheRead, stretch),
    'cache_creation.ephemeral_5m_input_tokens': cacheWrites - hourWrites,
    'cache_creation.ephemeral_1h_input_tokens': hourWrites,
    output_tokens: total(profile.output),
  };
}
