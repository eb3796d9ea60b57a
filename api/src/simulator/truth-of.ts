import { type BillItem, billItems, type CostType } from './anthropic/bill.ts';
import type { DayBook } from './anthropic/day-book.ts';
import type { TokenCounts, UsageEvent } from './anthropic/events.ts';
import { TOKEN_TYPES } from './anthropic/models.ts';
import { listNano, WEB_SEARCH_NANO } from './anthropic/prices.ts';
import { DAY_MS, type DayNumber, dayNumber, utcDayOf } from './calendar.ts';
import type { CursorLog } from './cursor/event-log.ts';
import { type CursorEvent, NANO_PER_UNIT } from './cursor/events.ts';
import type { Person } from './organization/people.ts';
import type { AnthropicName, OwnedSpend, Truth, UsageFilter } from './truth.ts';

const FINALLY = Number.POSITIVE_INFINITY;

export function truthOf(people: readonly Person[], books: Record<AnthropicName, DayBook>, log: CursorLog): Truth {
  const instant = (asOf: Date | undefined) => asOf?.getTime() ?? FINALLY;
  const items = (account: AnthropicName, day: string, asOf: number) => [
    ...billItems(books[account], dayNumber(day), asOf),
  ];
  const emailOf = (ownerIndex: number | null) => people.find(({ index }) => index === ownerIndex)?.email ?? null;

  const billNanoByClass: Truth['billNanoByClass'] = (account, day, asOf) => {
    const totals: Record<CostType, bigint> = { tokens: 0n, web_search: 0n, code_execution: 0n, session_usage: 0n };
    if (account === 'cursor') totals.tokens = sumUnits(log, dayNumber(day), ({ kind }) => kind === 'Usage-based');
    else for (const { costType, nano } of items(account, day, instant(asOf))) totals[costType] += nano;
    return totals;
  };
  return {
    people,
    firstDay: utcDayOf(log.team.firstDay),
    apiKeys: (account) => books[account].account.apiKeys,
    billNanoByClass,
    billNano: (account, day, asOf) =>
      Object.values(billNanoByClass(account, day, asOf)).reduce((sum, nano) => sum + nano, 0n),
    settledAt: (account, day) =>
      new Date((dayNumber(day) + 1 + (account === 'cursor' ? 0 : 3)) * DAY_MS + (account === 'cursor' ? 300_000 : 0)),
    reportedTokens: (account, day, filter = {}) => reportedTokens(books[account], dayNumber(day), filter),
    reportedListNano: (account, day) =>
      reportedEvents(books[account], dayNumber(day), {})
        .filter(({ serviceTier }) => serviceTier !== 'priority')
        .reduce(
          (sum, event) =>
            sum +
            listNano(event, books[account].tokensAsOf(event, FINALLY)) +
            BigInt(event.webSearches) * WEB_SEARCH_NANO,
          0n,
        ),
    includedNano(account, day) {
      if (account === 'cursor') return sumUnits(log, dayNumber(day), ({ kind }) => kind === 'Included in Business');
      const { metered, included } = books[account].on(dayNumber(day));
      const committed = metered.filter(
        ({ serviceTier, isLostFromUsage }) => serviceTier === 'priority' && !isLostFromUsage,
      );
      return [...committed, ...included].reduce(
        (sum, event) => sum + listNano(event, books[account].tokensAsOf(event, FINALLY)),
        0n,
      );
    },
    spendByOwner: (account, day) =>
      account === 'cursor'
        ? byOwner(
            log
              .on(dayNumber(day))
              .filter(({ kind }) => kind === 'Usage-based')
              .map(ownedEvent),
          )
        : byOwner(
            items(account, day, FINALLY).map((item) => ({
              email: emailOf(item.ownerIndex),
              model: modelOf(item),
              nano: item.nano,
            })),
          ),
    eventCount: (account, day) =>
      account === 'cursor' ? log.on(dayNumber(day)).length : reportedEvents(books[account], dayNumber(day), {}).length,
  };
}

const modelOf = ({ costType, event }: BillItem) => (costType === 'tokens' ? (event?.model.id ?? null) : null);

const ownedEvent = ({ person, model, chargedUnits }: CursorEvent): OwnedSpend => ({
  email: person?.email ?? null,
  model,
  nano: BigInt(chargedUnits) * NANO_PER_UNIT,
});

function sumUnits(log: CursorLog, day: DayNumber, isWanted: (event: CursorEvent) => boolean): bigint {
  return log
    .on(day)
    .reduce((sum, event) => (isWanted(event) ? sum + BigInt(event.chargedUnits) * NANO_PER_UNIT : sum), 0n);
}

function reportedEvents(book: DayBook, day: DayNumber, filter: UsageFilter): UsageEvent[] {
  const matches = (wanted: string | null | undefined, actual: string | null) =>
    wanted === undefined || wanted === actual;
  return book
    .on(day)
    .metered.filter(
      ({ caller, model, isLostFromUsage }) =>
        !isLostFromUsage &&
        matches(filter.apiKeyId, caller.apiKeyId) &&
        matches(filter.accountId, caller.accountId) &&
        matches(filter.workspaceId, caller.workspaceId) &&
        matches(filter.model, model.id),
    );
}

function reportedTokens(book: DayBook, day: DayNumber, filter: UsageFilter): TokenCounts & { webSearches: number } {
  const total = {
    uncached_input_tokens: 0,
    cache_read_input_tokens: 0,
    'cache_creation.ephemeral_5m_input_tokens': 0,
    'cache_creation.ephemeral_1h_input_tokens': 0,
    output_tokens: 0,
    webSearches: 0,
  };
  for (const event of reportedEvents(book, day, filter)) {
    const tokens = book.tokensAsOf(event, FINALLY);
    for (const type of TOKEN_TYPES) total[type] += tokens[type];
    total.webSearches += event.webSearches;
  }
  return total;
}

function byOwner(spend: readonly OwnedSpend[]): OwnedSpend[] {
  const rows = new Map<string, OwnedSpend>();
  for (const { email, model, nano } of spend) {
    const key = `${email}\u0000${model}`;
    rows.set(key, { email, model, nano: nano + (rows.get(key)?.nano ?? 0n) });
  }
  return [...rows.values()];
}
