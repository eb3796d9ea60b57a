import type { Organization, Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { currencyCode, exchangeRate } from '../../lib/currency-code.ts';
import { ConflictError, InvalidInputError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { queryClient } from '../../lib/query-client.ts';
import { zoneChanged } from '../../sync/follow-zone.sql.ts';
import { lockAttribution } from '../../sync/rollup-state.sql.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { memberKnown, rebuildSoon } from './attribution-changes.ts';
import { allowedDomains, missingUsdRate, organizationName, reportingZone } from './organization-fields.ts';
import { setStandingUsdRate } from './standing-usd-rate.ts';

const schema = z.object({
  name: organizationName.nullish(),
  reportingZone: reportingZone.nullish(),
  allowedDomains: allowedDomains.nullish(),
  reportingCurrency: currencyCode.nullish(),
  usdRate: exchangeRate.nullish(),
});

export type ChangeOrganizationInput = z.input<typeof schema>;

export interface ChangedOrganization {
  /** Days whose figures are being rebuilt. */
  rebuildingDayCount: number;
}

/**
 * Changes what is given. Another zone dates all usage anew; the currency stays once usage or cost is stored in it; addresses of
 * a new domain become members. @throws InvalidInputError | ConflictError
 */
export async function changeOrganization(
  context: Context,
  input: ChangeOrganizationInput,
): Promise<ChangedOrganization> {
  requireAdmin(context.actor);
  const parsed = parseInput(schema, input);
  const changed = await db.$transaction(async (tx) => {
    await lockAttribution(queryClient(tx));
    const before = settingsOf(await tx.organization.findUniqueOrThrow({ where: { id: 1 } }));
    const after = settingsOf({
      name: parsed.name ?? before.name,
      reportingZone: parsed.reportingZone ?? before.reportingZone,
      allowedDomains: parsed.allowedDomains ?? before.allowedDomains,
      reportingCurrency: parsed.reportingCurrency ?? before.reportingCurrency,
    });
    await takeCurrency(tx, { from: before.reportingCurrency, to: after.reportingCurrency, rate: parsed.usdRate });
    if (JSON.stringify(before) === JSON.stringify(after)) return { rebuildingDayCount: 0 };
    await tx.organization.update({ where: { id: 1 }, data: after });
    if (!after.allowedDomains.every((domain) => before.allowedDomains.includes(domain))) await memberKnown(tx);
    await recordAuditEvent(tx, context.actor, {
      action: 'changeOrganization',
      subjectType: 'Organization',
      subjectId: 1,
      before,
      after: { ...after, ...(parsed.usdRate && { usdRate: parsed.usdRate }) },
    });
    const isDatedAnew = before.reportingZone !== after.reportingZone;
    return { rebuildingDayCount: isDatedAnew ? await zoneChanged(queryClient(tx)) : 0 };
  });
  rebuildSoon(context);
  return changed;
}

type Settings = Pick<Organization, 'name' | 'reportingZone' | 'allowedDomains' | 'reportingCurrency'>;

function settingsOf({ name, reportingZone, allowedDomains, reportingCurrency }: Settings): Settings {
  return { name, reportingZone, allowedDomains, reportingCurrency };
}

/** A currency with the rate that vendors' bills in USD need. */
async function takeCurrency(
  tx: Prisma.TransactionClient,
  { from, to, rate }: { from: string; to: string; rate: string | null | undefined },
): Promise<void> {
  if (from === to) {
    if (!rate) return;
    const remedy = 'Leave the rate out, or give another reportingCurrency with it.';
    throw new InvalidInputError('usdRate', rate, `The reporting currency stays ${from}.`, remedy);
  }
  const kept = (await tx.usageBucket.findFirst({ select: { naturalKey: true } }))
    ? 'Usage is reported'
    : (await tx.costEntry.findFirst({ where: { voidedAt: null }, select: { id: true } }))
      ? 'Costs are entered'
      : undefined;
  if (kept !== undefined) {
    const problem = `${kept} in ${from} already, and figures that were read or booked in it must stay what they were.`;
    throw new ConflictError('reportingCurrency', problem);
  }
  if (to === 'USD') return;
  if (rate) return setStandingUsdRate(tx, to, rate);
  if ((await tx.exchangeRate.count({ where: { base: 'USD', quote: to } })) > 0) return;
  throw new InvalidInputError('usdRate', '', missingUsdRate.error, missingUsdRate.params.remedy);
}
