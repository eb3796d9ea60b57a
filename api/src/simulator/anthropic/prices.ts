import type { DayNumber } from '../calendar.ts';
import type { AnthropicAccount } from './account.ts';
import type { TokenCounts, UsageEvent } from './events.ts';
import { TOKEN_TYPES, type TokenType } from './models.ts';

/** $10 per thousand searches, in nano-USD. */
export const WEB_SEARCH_NANO = 10_000_000n;

/** Fast mode costs six times the list price. */
const FAST_FACTOR = 6n;

/** List price of one token in nano-USD: long context and fast mode included, batch at half. */
function listRate(event: UsageEvent, tokenType: TokenType): bigint {
  const { model, contextWindow, serviceTier, speed } = event;
  const rates = contextWindow === '200k-1M' ? (model.longContextRates ?? model.rates) : model.rates;
  const rate = rates[tokenType] * (speed === 'fast' ? FAST_FACTOR : 1n);
  return serviceTier === 'batch' ? rate / 2n : rate;
}

/** What the organization pays for one token: the list price less its negotiated discount. */
export function paidRate(account: AnthropicAccount, event: UsageEvent, tokenType: TokenType, day: DayNumber): bigint {
  const rate = listRate(event, tokenType);
  const { discount } = account;
  return discount !== null && day >= discount.from ? (rate * discount.payPercent) / 100n : rate;
}

/** List value of the given tokens in nano-USD. */
export function listNano(event: UsageEvent, tokens: TokenCounts): bigint {
  return TOKEN_TYPES.reduce((sum, type) => sum + BigInt(tokens[type]) * listRate(event, type), 0n);
}
