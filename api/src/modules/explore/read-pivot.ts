import type { PoolClient } from 'pg';
import type { Actor } from '../../graphql/context.ts';
import type { Clock } from '../../lib/clock.ts';
import { fromNano } from '../../lib/money.ts';
import { visibleMemberId } from '../auth/permissions.ts';
import { askFacts } from './ask-facts.ts';
import { assemblePivot, type PivotTable } from './assemble-pivot.ts';
import { choosePivotRows } from './choose-pivot-rows.ts';
import { incompleteFrom } from './data-freshness.ts';
import { DimensionLabels } from './dimension-labels.ts';
import { loadNames, namesNeededBy } from './dimension-names.sql.ts';
import { ledgerState } from './ledger-state.sql.ts';
import { orderColumn } from './order-column.ts';
import { orderColumns } from './order-columns.ts';
import { periodAxes } from './period-axis.ts';
import { columnId, pivotTree } from './pivot-cells.ts';
import { type PivotInput, type PivotRequest, parsePivotInput } from './pivot-input.ts';
import { outlineOfLeaves, treeOfLeaves } from './pivot-leaves.ts';
import { dimensionsOf, type PivotPlan, pivotRanges, planPivot } from './plan-pivot.ts';
import { type ReportingSettings, reportingSettings } from './reporting-settings.sql.ts';
import { requireFittingOutline, requireFittingRows } from './require-fitting-answer.ts';
import { resolveFilters } from './resolve-filters.ts';
import { readLeaves, readLevels, readOutline } from './run-pivot.sql.ts';
import { unattributedCash } from './unattributed-cash.sql.ts';
import { readUnpricedUsage, type UnpricedUsage } from './unpriced-usage.sql.ts';

/** Money in the organization's reporting currency. */
export interface Pivot extends PivotTable {
  /** Number of outermost rows, Unattributed included, before `first` and `offset`. */
  rowCount: number;
  incompleteFrom: Date | null;
  /** SPEND whose member is unknown, in the range and filters asked for. */
  unattributed: string;
  /** Null: everything has a price. */
  unpriced: UnpricedUsage | null;
}

/** Most leaf cells that are fetched and added up here rather than in the database. */
const MAX_LEAVES = 20_000;

/**
 * Answers a pivot from one consistent state of the facts, within what the caller may see.
 * @throws UnauthenticatedError | ForbiddenError | InvalidInputError | TooManyCellsError | RateLimitedError | TimeoutError
 */
export async function readPivot(
  actor: Actor,
  clock: Clock,
  input: PivotInput,
  { maxLeaves = MAX_LEAVES } = {},
): Promise<Pivot> {
  const memberId = visibleMemberId(actor);
  const request = parsePivotInput(input);
  return askFacts(actor, async (client) => {
    const settings = await reportingSettings(client);
    const zone = request.dayBasis === 'BILLING' ? 'UTC' : settings.zone;
    const axisOf = periodAxes(pivotRanges(request), zone);
    const filters = await resolveFilters(client, request.filters, { axisOf, memberId });
    const ledger = await ledgerState(client, dimensionsOf(request));
    const plan = planPivot(request, { axisOf, filters, memberId, ledger });
    const elsewhere = await unattributedCash(client, request, plan, ledger);
    return {
      ...(await pivotOf(client, request, plan, { maxLeaves, elsewhere })),
      ...(await freshnessOf(client, clock, request, settings)),
    };
  });
}

interface PivotOptions {
  maxLeaves: number;
  /** Unattributed nano-units that the plan does not read. */
  elsewhere: bigint;
}

async function pivotOf(
  client: PoolClient,
  request: PivotRequest,
  plan: PivotPlan,
  { maxLeaves, elsewhere }: PivotOptions,
) {
  const { bases, axes } = plan;
  const ordering = await orderColumn(client, request, axes);
  const leaves = await readLeaves(client, plan, maxLeaves);
  const outline = leaves ? outlineOfLeaves(leaves, ordering?.path) : await readOutline(client, plan, ordering);
  requireFittingOutline(request, outline);
  if (ordering) ordering.requireIn(outline.columns);
  const choice = await choosePivotRows(client, request, plan, outline, ordering !== undefined);
  requireFittingRows(request, outline, choice.shown);
  const tree = leaves ? treeOfLeaves(leaves, choice.shown) : pivotTree(await readLevels(client, plan, choice.shown));
  const labels = new DimensionLabels(axes, await loadNames(client, namesNeededBy(plan, tree, outline.columns)));
  const columns = orderColumns(
    outline.columns.map((path) => ({ path })),
    request.columns,
    { measures: request.measures, bases, labels, headerTotals: outline.headers },
  );
  const table = assemblePivot(tree, {
    request,
    bases,
    labels,
    columns,
    shown: choice.shown,
    hasOther: choice.hasOther,
    orderColumnId: ordering && columnId(ordering.path),
  });
  const unattributed = tree.totals.total.current?.[bases.indexOf('unattributedSpend')] ?? 0n;
  const unpriced = table.totals.hasUnpriced ? await readUnpricedUsage(client, plan) : null;
  return { ...table, rowCount: choice.rowCount, unattributed: fromNano(unattributed + elsewhere), unpriced };
}

async function freshnessOf(client: PoolClient, clock: Clock, request: PivotRequest, { zone }: ReportingSettings) {
  return {
    incompleteFrom: await incompleteFrom(client, {
      range: request.range,
      dayBasis: request.dayBasis,
      zone,
      now: clock(),
    }),
  };
}
