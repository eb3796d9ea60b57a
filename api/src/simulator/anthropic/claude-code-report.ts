import { DAY_MS, type DayNumber, HOUR_MS, isoSeconds } from '../calendar.ts';
import { centsNumber } from '../nano-usd.ts';
import { emailAsWritten } from '../organization/people.ts';
import type { VendorRequest, VendorResponse } from '../vendor-request.ts';
import type { DayBook } from './day-book.ts';
import type { Caller, CodingActivity, UsageEvent } from './events.ts';
import { isEmptyFirst, readCursor, writeCursor } from './page-cursor.ts';
import { listNano } from './prices.ts';
import { limitOf, requiredDay, requireKnown } from './query.ts';

interface CodingEvent extends UsageEvent {
  coding: CodingActivity;
}

/** GET /v1/organizations/usage_report/claude_code: one UTC day, only what is older than an hour. */
export function claudeCodeReport(book: DayBook, request: VendorRequest, now: number): VendorResponse['body'] {
  const { path, query } = request;
  requireKnown(query, ['starting_at', 'limit', 'page']);
  const day = requiredDay(query, 'starting_at');
  const limit = limitOf(query, 20, 1000);
  const cursor = readCursor(path, query);
  const until = cursor?.until ?? now - HOUR_MS;
  const offset = cursor?.offset ?? 0;
  const groups = [...groupsOf(book, day, until).values()];
  if (offset < groups.length && !cursor?.isRetold && isEmptyFirst(path, query, offset)) {
    return { data: [], has_more: true, next_page: writeCursor(path, query, { offset, until, isRetold: true }) };
  }
  const hasMore = offset + limit < groups.length;
  return {
    data: groups.slice(offset, offset + limit).map((events) => toRecord(book, day, events, now)),
    has_more: hasMore,
    next_page: hasMore ? writeCursor(path, query, { offset: offset + limit, until, isRetold: false }) : null,
  };
}

function groupsOf(book: DayBook, day: DayNumber, until: number): Map<string, CodingEvent[]> {
  const { metered, included } = book.on(day);
  const groups = new Map<string, CodingEvent[]>();
  for (const event of [...metered, ...included]) {
    if (!isCoding(event) || event.at > until) continue;
    const { caller, coding } = event;
    const key = [caller.keyName, caller.accountId, caller.subscriptionType, coding.terminalType, coding.isRemote].join(
      '\u0000',
    );
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return groups;
}

const isCoding = (event: UsageEvent): event is CodingEvent => event.coding !== null;

function toRecord(book: DayBook, day: DayNumber, events: readonly CodingEvent[], now: number) {
  const [first] = events;
  const total = (read: (coding: CodingActivity) => number) => events.reduce((sum, { coding }) => sum + read(coding), 0);
  const decisions = (index: 0 | 1 | 2 | 3) => ({
    accepted: total(({ accepted }) => accepted[index]),
    rejected: total(({ rejected }) => rejected[index]),
  });
  return {
    date: isoSeconds(day * DAY_MS),
    actor: first ? actorOf(book, first.caller, day) : null,
    organization_id: book.account.id,
    customer_type: first?.caller.subscriptionType ? 'subscription' : 'api',
    subscription_type: first?.caller.subscriptionType ?? null,
    terminal_type: first?.coding.terminalType ?? null,
    is_remote: first?.coding.isRemote ?? false,
    core_metrics: {
      num_sessions: total(({ sessions }) => sessions),
      lines_of_code: {
        added: total(({ linesAdded }) => linesAdded),
        removed: total(({ linesRemoved }) => linesRemoved),
      },
      commits_by_claude_code: total(({ commits }) => commits),
      pull_requests_by_claude_code: total(({ pullRequests }) => pullRequests),
    },
    tool_actions: {
      edit_tool: decisions(0),
      multi_edit_tool: decisions(1),
      write_tool: decisions(2),
      notebook_edit_tool: decisions(3),
    },
    model_breakdown: [...new Set(events.map(({ model }) => model.id))].map((model) =>
      modelBreakdown(
        book,
        model,
        events.filter((event) => event.model.id === model),
        now,
      ),
    ),
  };
}

function actorOf(book: DayBook, caller: Caller, day: DayNumber) {
  if (caller.keyName !== null) return { type: 'api_actor', api_key_name: caller.keyName };
  const person = book.account.people.find(({ index }) => index === caller.ownerIndex);
  return { type: 'user_actor', email_address: person ? emailAsWritten(person, 'claude-code', day) : '' };
}

function modelBreakdown(book: DayBook, model: string, events: readonly CodingEvent[], now: number) {
  const breakdown = { model, tokens: { input: 0, output: 0, cache_read: 0, cache_creation: 0 } };
  let nano = 0n;
  for (const event of events) {
    const tokens = book.tokensAsOf(event, now);
    breakdown.tokens.input += tokens.uncached_input_tokens;
    breakdown.tokens.output += tokens.output_tokens;
    breakdown.tokens.cache_read += tokens.cache_read_input_tokens;
    breakdown.tokens.cache_creation +=
      tokens['cache_creation.ephemeral_5m_input_tokens'] + tokens['cache_creation.ephemeral_1h_input_tokens'];
    nano += listNano(event, tokens);
  }
  return { ...breakdown, estimated_cost: { amount: centsNumber(nano), currency: 'USD' } };
}
