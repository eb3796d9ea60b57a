import type { ModelLine } from './models.ts';

type Range = readonly [low: number, high: number];

/** How one caller uses the API. Token ranges are per request. */
export interface Profile {
  schedule: 'office' | 'always' | 'nightly';
  /** Chance that a scheduled hour has any requests, on working days and on days off. */
  activity: readonly [workday: number, dayOff: number];
  requestsPerHour: Range;
  lines: readonly (readonly [ModelLine, number])[];
  /** Chance of a second, small model beside the main one in the same hour. */
  sideModelChance: number;
  input: Range;
  cacheRead: Range;
  cacheWrite: Range;
  output: Range;
  /** Per thousand of cache writes kept for an hour instead of five minutes. */
  hourCachePermille: number;
  batchChance: number;
  priorityChance: number;
  longContextChance: number;
  fastChance: number;
  webSearchesPerRequest: number;
  isClaudeCode: boolean;
}

const plain = {
  schedule: 'always',
  activity: [0.9, 0.6],
  requestsPerHour: [20, 120],
  lines: [['sonnet', 1]],
  sideModelChance: 0,
  input: [400, 2200],
  cacheRead: [0, 3000],
  cacheWrite: [0, 300],
  output: [150, 700],
  hourCachePermille: 0,
  batchChance: 0,
  priorityChance: 0,
  longContextChance: 0,
  fastChance: 0,
  webSearchesPerRequest: 0,
  isClaudeCode: false,
} satisfies Profile;

const coding = {
  ...plain,
  schedule: 'office',
  activity: [1, 1],
  requestsPerHour: [4, 46],
  lines: [
    ['opus', 6],
    ['sonnet', 4],
  ],
  sideModelChance: 0.3,
  input: [20, 900],
  cacheRead: [22_000, 84_000],
  cacheWrite: [1200, 5200],
  output: [260, 980],
  hourCachePermille: 180,
  isClaudeCode: true,
} satisfies Profile;

export const PROFILES = {
  coding,
  codingFast: { ...coding, fastChance: 0.12 },
  prototyping: {
    ...coding,
    lines: [
      ['sonnet', 7],
      ['fable', 1],
    ],
    requestsPerHour: [2, 18],
  },
  analysis: {
    ...coding,
    lines: [
      ['opus', 3],
      ['sonnet', 3],
      ['long context', 3],
    ],
    longContextChance: 0.35,
    hourCachePermille: 400,
  },
  support: {
    ...plain,
    activity: [1, 0.95],
    requestsPerHour: [160, 620],
    priorityChance: 0.25,
    cacheRead: [2500, 5200],
    output: [180, 420],
  },
  review: {
    ...plain,
    activity: [0.75, 0.2],
    requestsPerHour: [10, 70],
    lines: [
      ['opus', 1],
      ['sonnet', 3],
    ],
    cacheRead: [8000, 30_000],
    cacheWrite: [800, 2600],
    isClaudeCode: true,
  },
  evaluation: {
    ...plain,
    schedule: 'nightly',
    activity: [0.85, 0.4],
    requestsPerHour: [300, 1400],
    lines: [
      ['sonnet', 4],
      ['opus', 2],
      ['haiku', 3],
      ['preview', 2],
    ],
    batchChance: 0.7,
  },
  pipeline: {
    ...plain,
    activity: [0.55, 0.5],
    requestsPerHour: [60, 240],
    lines: [
      ['haiku', 5],
      ['sonnet', 1],
    ],
    batchChance: 0.45,
    input: [1500, 9000],
    output: [80, 380],
  },
  search: {
    ...plain,
    activity: [0.8, 0.35],
    requestsPerHour: [15, 90],
    webSearchesPerRequest: 0.9,
    input: [2500, 9000],
  },
  nightly: {
    ...plain,
    schedule: 'nightly',
    activity: [0.8, 0.7],
    requestsPerHour: [12, 60],
    lines: [['opus', 1]],
    cacheRead: [30_000, 90_000],
    cacheWrite: [1500, 5000],
    output: [300, 900],
    hourCachePermille: 500,
  },
  documents: {
    ...plain,
    schedule: 'nightly',
    activity: [0.35, 0.1],
    requestsPerHour: [3, 22],
    lines: [
      ['long context', 3],
      ['sonnet', 1],
    ],
    longContextChance: 0.6,
    input: [60_000, 380_000],
    output: [600, 2200],
  },
  trickle: {
    ...plain,
    activity: [0.12, 0.04],
    requestsPerHour: [1, 15],
    lines: [
      ['haiku', 2],
      ['sonnet', 2],
    ],
  },
  playground: {
    ...plain,
    activity: [0.16, 0.02],
    requestsPerHour: [1, 9],
    lines: [
      ['opus', 2],
      ['fable', 1],
      ['sonnet', 2],
    ],
  },
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof PROFILES;
