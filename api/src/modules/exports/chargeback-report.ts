import { db } from '../../db.ts';
import type { Actor } from '../../graphql/context.ts';
import type { DayRange } from '../../lib/calendar.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Dimension } from '../explore/dimensions.ts';
import type { Measure } from '../explore/measures.ts';
import { readPivot } from '../explore/read-pivot.ts';

const rows = ['TEAM', 'GL_ACCOUNT', 'VENDOR', 'COST_KIND'] as const satisfies readonly Dimension[];
const measures = ['SPEND', 'AMORTIZED_SPEND', 'BOOKED_SPEND'] as const satisfies readonly Measure[];

/** Decimal amounts in the reporting currency, in the order of the measures. */
export interface ChargebackLine {
  /** 1: a team; 4: an account, vendor and kind of cost of it; 0: all. */
  depth: 0 | 1 | 4;
  team: string;
  costCentre: string;
  account: string;
  vendor: string;
  kind: string;
  spend: string;
  amortized: string;
  booked: string;
}

export interface ChargebackReport {
  range: DayRange;
  organization: string;
  currency: string;
  /** Each team followed by what it consists of; the total last. */
  lines: ChargebackLine[];
}

/** What each team spent, by account, vendor and kind of cost, for days of the organization's zone: the pivot's figures. */
export async function chargebackReport(actor: Actor, clock: Clock, range: DayRange): Promise<ChargebackReport> {
  const pivot = await readPivot(actor, clock, {
    ...range,
    ...{ rows, measures, subtotals: true, first: 10_000, orderBy: { direction: 'asc' } },
  });
  const organization = await db.organization.findUniqueOrThrow({ where: { id: 1 } });
  const centres = new Map(
    (await db.team.findMany({ select: { id: true, costCentre: true } })).map((team) => [
      `Team:${team.id}`,
      team.costCentre,
    ]),
  );
  const lines = pivot.rows.flatMap(({ key, labels, values }): ChargebackLine[] => {
    if (key.length !== 1 && key.length !== rows.length) return [];
    const [team = '', account = '', vendor = '', kind = ''] = labels;
    const costCentre = centres.get(key[0] ?? '') ?? '';
    return [{ depth: key.length === 1 ? 1 : 4, team, costCentre, account, vendor, kind, ...amounts(values) }];
  });
  const total = { depth: 0, team: 'Total', costCentre: '', account: '', vendor: '', kind: '' } as const;
  return {
    range,
    organization: organization.name,
    currency: organization.reportingCurrency,
    lines: [...lines, { ...total, ...amounts(pivot.totals.values) }],
  };
}

const amounts = ([spend, amortized, booked]: readonly (string | null)[]) => ({
  spend: spend ?? '0',
  amortized: amortized ?? '0',
  booked: booked ?? '0',
});
