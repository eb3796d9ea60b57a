import { pool } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { ForbiddenError } from '../../lib/errors.ts';
import { type RepriceSummary, repriceUsage } from '../../sync/reprice-usage.ts';
import { actorIsAdmin, requireScope } from '../auth/permissions.ts';
import { type RepriceInput, repriceFilter } from './reprice-filter.ts';

/** What a re-pricing would change; changes nothing. @throws InvalidInputError | NotFoundError */
export async function previewReprice({ actor }: Context, input: RepriceInput): Promise<RepriceSummary> {
  requireScope(actor, 'READ');
  if (!actorIsAdmin(actor)) throw new ForbiddenError('Only an administrator may do this.');
  return repriceUsage(pool, await repriceFilter(input), { isPreview: true });
}
