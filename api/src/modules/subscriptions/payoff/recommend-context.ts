import { db } from '../../../db.ts';
import type { Day } from '../../../lib/calendar.ts';
import type { SubscriptionRecord } from '../subscription-terms.ts';
import type { RecommendContext } from './recommend.ts';
import { readRates } from './seat-usage.sql.ts';

/** What suggestions about these subscriptions need to know besides their payoff. */
export async function readRecommendContext(
  records: readonly SubscriptionRecord[],
  today: Day,
): Promise<RecommendContext> {
  const vendors = await db.vendor.findMany({ where: { id: { in: records.map(({ vendorId }) => vendorId) } } });
  const tools = await db.tool.findMany({ where: { id: { in: records.map(({ toolId }) => toolId) } } });
  const rates = new Map<string, string>();
  for (const currency of new Set(['USD', ...records.map((record) => record.currency)])) {
    const rate = (await readRates(currency, [today])).get(today);
    if (rate !== undefined) rates.set(currency, rate);
  }
  return {
    ...{ today, rates },
    vendors: new Map(vendors.map(({ id, code }) => [id, code])),
    tools: new Map(tools.map(({ id, code }) => [id, code])),
  };
}
