import { z } from 'zod';
import { db } from '../../db.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { isDay } from '../../lib/calendar.ts';
import { NotFoundError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import type { RepriceFilter } from '../../sync/reprice-usage.sql.ts';

const day = z
  .string()
  .refine(isDay, { error: 'is not a day', params: { remedy: 'Write it like 2026-11-01.' } })
  .nullish();

const schema = z
  .object({
    vendorId: z.string(),
    modelId: z.string().nullish(),
    connectionId: z.string().nullish(),
    from: day,
    until: day,
  })
  .refine(({ from, until }) => !from || !until || from < until, {
    path: ['until'],
    error: 'is not after from',
    params: { remedy: 'It is the first day that is left alone.' },
  });

export type RepriceInput = z.input<typeof schema>;

/** Which usage to price again. @throws InvalidInputError | NotFoundError */
export async function repriceFilter(input: RepriceInput): Promise<RepriceFilter> {
  const { vendorId: globalId, modelId, connectionId, from, until } = parseInput(schema, input);
  const vendorId = requireDatabaseId(globalId, 'Vendor', 'vendorId');
  if ((await db.vendor.count({ where: { id: vendorId } })) === 0) throw new NotFoundError('Vendor', globalId);
  return {
    vendorId,
    ...(modelId ? { modelId: requireDatabaseId(modelId, 'Model', 'modelId') } : {}),
    ...(connectionId ? { connectionId: requireDatabaseId(connectionId, 'Connection', 'connectionId') } : {}),
    ...(from ? { from } : {}),
    ...(until ? { until } : {}),
  };
}
