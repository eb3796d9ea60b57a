import type { z } from 'zod';
import { type DayRange, startOfDay } from '../../lib/calendar.ts';
import type { ConnectorContext } from '../connector.ts';
import type { VendorQuery } from '../http.ts';
import { pageSteps } from '../paging.ts';
import { parsePayload } from '../payload.ts';

export interface AnthropicCredentials {
  /** `sk-ant-admin01-…` */
  adminKey: string;
}
export type AnthropicContext = ConnectorContext<AnthropicCredentials>;

type Cursored = { has_more: boolean; next_page?: string | null | undefined };
type Listed<Item> = { data: Item[]; has_more: boolean; last_id?: string | null | undefined };

const ORGANIZATION = '/v1/organizations';

const nameOf = (path: string) => `Anthropic's ${path.slice(1)}`;

/** A half-open range of UTC days as the reports want it. */
export function betweenDays({ from, until }: DayRange): VendorQuery {
  return { starting_at: startOfDay(from).toISOString(), ending_at: startOfDay(until).toISOString() };
}

/** One answer. @throws VendorError */
export async function fetchPage<Page>(
  { http }: AnthropicContext,
  path: string,
  schema: z.ZodType<Page>,
  query: VendorQuery = {},
): Promise<Page> {
  return parsePayload(schema, await http.getJson(ORGANIZATION + path, query), nameOf(path));
}

/** Every page of a report: the cursor decides, not what a page holds. @throws VendorError */
export async function* fetchReport<Page extends Cursored>(
  context: AnthropicContext,
  path: string,
  schema: z.ZodType<Page>,
  query: VendorQuery,
): AsyncGenerator<Page> {
  const step = pageSteps(nameOf(path));
  let page: string | undefined;
  do {
    const answer = await fetchPage(context, path, schema, { ...query, page });
    yield answer;
    page = step(answer.has_more, answer.next_page);
  } while (page !== undefined);
}

/** Every item of a directory listing. @throws VendorError */
export async function* fetchListing<Item>(
  context: AnthropicContext,
  path: string,
  schema: z.ZodType<Listed<Item>>,
  query: VendorQuery = {},
): AsyncGenerator<Item> {
  const step = pageSteps(nameOf(path));
  let after: string | undefined;
  do {
    const answer = await fetchPage(context, path, schema, { ...query, limit: 1000, after_id: after });
    yield* answer.data;
    after = step(answer.has_more, answer.last_id);
  } while (after !== undefined);
}
