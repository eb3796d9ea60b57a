import type { AnthropicAccount, ApiKey } from './anthropic/account.ts';
import type { CostType } from './anthropic/bill.ts';
import type { TokenCounts } from './anthropic/events.ts';
import type { Person } from './organization/people.ts';

export type AnthropicName = AnthropicAccount['name'];
export type VendorAccount = AnthropicName | 'cursor';

export interface UsageFilter {
  apiKeyId?: string | null;
  accountId?: string | null;
  workspaceId?: string | null;
  model?: string;
}

/** True spend of one owner (`email` lower case, null = nobody's) with one model (null = not a model's). */
export interface OwnedSpend {
  email: string | null;
  model: string | null;
  nano: bigint;
}

/** The sample organization's own totals, added up event by event. Days are UTC `YYYY-MM-DD`, amounts nano-USD. */
export interface Truth {
  people: readonly Person[];
  firstDay: string;
  apiKeys(account: AnthropicName): readonly ApiKey[];
  /** The bill of a day: finally, or as the vendor states it at `asOf`. Cursor: chargeable events. */
  billNano(account: VendorAccount, day: string, asOf?: Date): bigint;
  /** The bill by charge class; the classes add up to `billNano`. */
  billNanoByClass(account: VendorAccount, day: string, asOf?: Date): Record<CostType, bigint>;
  /** When the figures of a day become final, unless restated by hand. */
  settledAt(account: VendorAccount, day: string): Date;
  /** Tokens in the messages report, finally. */
  reportedTokens(account: AnthropicName, day: string, filter?: UsageFilter): TokenCounts & { webSearches: number };
  /** Reported metered usage at list price, searches included; `payPercent` on tokens gives the negotiated price. */
  reportedListNano(account: AnthropicName, day: string): bigint;
  /** List value of usage that costs nothing more: seats and Priority Tier; Cursor's included events. */
  includedNano(account: VendorAccount, day: string): bigint;
  /** True owners of what the bill says. */
  spendByOwner(account: VendorAccount, day: string): OwnedSpend[];
  eventCount(account: VendorAccount, day: string): number;
}
