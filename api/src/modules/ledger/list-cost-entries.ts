import type { Actor } from '../../graphql/context.ts';
import { InvalidInputError } from '../../lib/errors.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { askFacts } from '../explore/ask-facts.ts';
import { requireInteger } from '../explore/pivot-input.ts';
import {
  type AccountTotal,
  accountTotals,
  type EntryPage,
  type EntryPosition,
  entryCount,
  entryPage,
} from './cost-entries.sql.ts';
import { fromEntryCursor } from './cost-entry-cursor.ts';
import { type CostEntryFilter, entryConditions } from './cost-entry-filter.ts';

const MAX_FIRST = 500;

export interface CostEntriesInput {
  filter: CostEntryFilter;
  orderBy: { field: EntryPage['field']; direction: EntryPage['direction'] };
  first: number;
  after?: string | null | undefined;
  offset?: number | null | undefined;
}

export interface CostEntries {
  page: EntryPosition[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  count(): Promise<number>;
  totals(): Promise<AccountTotal[]>;
}

/** Entries with a line that matches; to a member those with a line of their own. @throws InvalidInputError */
export async function listCostEntries(actor: Actor, input: CostEntriesInput): Promise<CostEntries> {
  const memberId = visibleMemberId(actor);
  const first = requireInteger('first', input.first, 1, MAX_FIRST);
  const offset = requireInteger('offset', input.offset ?? 0, 0, Number.MAX_SAFE_INTEGER);
  const after = input.after ? fromEntryCursor(input.after, input.orderBy.field) : undefined;
  if (after && offset > 0)
    throw new InvalidInputError('offset', offset, 'offset and after exclude each other.', 'Send one of them.');
  const { conditions, found } = await askFacts(actor, async (client) => {
    const conditions = await entryConditions(client, input.filter, memberId);
    return {
      conditions,
      found: await entryPage(client, conditions, { ...input.orderBy, first: first + 1, offset, after }),
    };
  });
  return {
    page: found.slice(0, first),
    hasNextPage: found.length > first,
    hasPreviousPage: after !== undefined || offset > 0,
    count: () => askFacts(actor, (client) => entryCount(client, conditions)),
    totals: () => askFacts(actor, (client) => accountTotals(client, conditions)),
  };
}
