/** Whole numbers of the event, by flag. */
export const QUANTITIES = {
  input: 'inputTokens',
  'cache-read': 'cacheReadTokens',
  'cache-write-5m': 'cacheWrite5mTokens',
  'cache-write-1h': 'cacheWrite1hTokens',
  output: 'outputTokens',
  reasoning: 'reasoningTokens',
  requests: 'requests',
  images: 'images',
  seconds: 'seconds',
  characters: 'characters',
  'web-searches': 'webSearches',
  'tool-calls': 'toolCalls',
} as const;

const MOST = 999_999_999_999;
const tokens = (summary: string) => ({ kind: 'count', least: 0, most: MOST, summary: `usage: ${summary}` }) as const;
const text = (placeholder: string, summary: string) => ({ kind: 'text', placeholder, summary }) as const;

export const USAGE_FLAGS = {
  model: text('model', 'usage: as the vendor bills it, such as claude-opus-4-5.'),
  tool: text('code', 'usage: such as claude_code.'),
  at: text('instant', 'usage: when, such as 2026-11-22T14:30:00Z. Default: now.'),
  input: tokens('input tokens neither read from nor written to a cache.'),
  'cache-read': tokens('tokens read from a cache.'),
  'cache-write-5m': tokens('tokens written to a cache for five minutes.'),
  'cache-write-1h': tokens('tokens written to a cache for an hour.'),
  output: tokens('output tokens, reasoning included.'),
  reasoning: tokens('how many of the output tokens were reasoning.'),
  requests: tokens('requests. Default: 1.'),
  images: tokens('images made.'),
  seconds: tokens('seconds of sound.'),
  characters: tokens('characters spoken.'),
  'web-searches': tokens('web searches.'),
  'tool-calls': tokens('calls of tools.'),
  customer: text('id', 'usage: who it was done for.'),
  purpose: text('name', 'usage: what for.'),
  session: text('id', 'usage: the session it belongs to.'),
  'request-id': text('id', "usage: the vendor's; counts once, whoever reports it."),
  key: text('key', 'usage: the same key sent again counts once. Default: a new one.'),
  billing: { kind: 'choice', choices: ['METERED', 'INCLUDED'], summary: 'usage: billed, or covered by a plan.' },
  tag: { kind: 'texts', placeholder: 'key=value', summary: 'usage: a tag of your own; several are possible.' },
  estimated: { kind: 'switch', summary: 'usage: the quantities are an estimate.' },
} as const;

export const COST_FLAGS = {
  date: { kind: 'day', summary: 'cost: the day it is booked on. Default: today in the reporting zone.' },
  description: text('text', 'cost: what it was.'),
  kind: { kind: 'choice', choices: ['FIXED', 'VARIABLE'], default: 'FIXED', summary: 'cost: its kind.' },
  team: text('name', 'cost: who it belongs to.'),
  category: text('text', 'cost: its category.'),
  account: text('code', 'cost: the account of the general ledger.'),
  'service-from': { kind: 'day', summary: 'cost: first day of what it pays for.' },
  'service-until': { kind: 'day', summary: 'cost: day after the last of what it pays for.' },
} as const;

/** Of both, with the same meaning. */
export const SHARED_FLAGS = {
  vendor: text('vendor', 'usage: code of the vendor, such as anthropic; cost: its name.'),
  amount: text('amount', 'cost: how much, such as 12.50; usage: what was charged, in place of the price.'),
  currency: text('code', 'Of the amount. Default: USD for usage, the reporting currency for a cost.'),
  member: text('email', 'Whose it is. usage: default is the owner of the token.'),
  agent: text('name', 'The agent it belongs to.'),
  project: text('name', 'The project it belongs to.'),
} as const;
