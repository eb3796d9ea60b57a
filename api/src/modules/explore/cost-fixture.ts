/** Cost entries for tests, and what a pivot should make of them, said simply. */
import type { CostKind } from '@outlay/prisma';
import { db, pool } from '../../db.ts';
import { addDays, type Day, dayCount, startOfDay, startOfMonth } from '../../lib/calendar.ts';
import type { GlCoding } from '../ledger/gl-account-case.sql.ts';
import { postCostEntry } from '../ledger/post-cost-entry.ts';
import type { ResolvedRow } from './pivot-reference.ts';

export interface CostFact {
  date: Day;
  service: { from: Day; until: Day };
  kind: CostKind;
  /** In 1e-4 USD. */
  amount: bigint;
  category: string;
  memberId: number | null;
  agentId: number | null;
  projectId: number | null;
  glAccountId: number | null;
  vendorId: number | null;
  isBookedOnly: boolean;
  isVoid: boolean;
}

/** What a closed month booked; nano-units. */
export interface BookedFact {
  day: Day;
  memberId: number;
  modelId: number;
  category: string;
  spendNano: bigint;
}

export async function insertCosts(facts: readonly CostFact[]): Promise<void> {
  for (const { date, service, kind, vendorId, isBookedOnly, isVoid, ...line } of facts) {
    const description = 'Test';
    await db.$transaction(async (tx) => {
      const columns = { date, service, kind, vendorId, isBookedOnly, description, currency: 'USD' };
      const id = await postCostEntry(tx, { ...columns, source: 'MANUAL', lines: [line] });
      if (isVoid && id) {
        await tx.costEntry.update({ where: { id }, data: { voidedAt: startOfDay(date), voidReason: 'Test' } });
      }
    });
  }
}

/** Closes the months, with what they booked. */
export async function closeMonths(months: readonly Day[], facts: readonly BookedFact[]): Promise<void> {
  await db.bookedCost.createMany({
    data: facts
      .filter(({ day }) => months.includes(startOfMonth(day)))
      .map(({ day, ...fact }) => ({
        ...fact,
        day: startOfDay(day),
        billingDay: startOfDay(day),
        month: startOfDay(startOfMonth(day)),
        billingMonth: startOfDay(startOfMonth(day)),
        connectionId: 0,
        teamId: 0,
        agentId: 0,
        projectId: 0,
        customerId: 0,
        purposeId: 0,
        vendorId: 0,
        toolId: 0,
        apiKeyIdentityId: 0,
        glAccountId: 0,
        costKind: 'VARIABLE' as const,
      })),
  });
  for (const month of months) {
    const key = { month: startOfDay(month) };
    await db.accountingPeriod.upsert({
      where: key,
      create: { ...key, status: 'CLOSED' },
      update: { status: 'CLOSED' },
    });
  }
}

type Line = ResolvedRow & { spend_nano: bigint; is_booked_only: boolean; service_from: Day; service_until: Day };

/** Every row a pivot adds up for the entries and closed months; owners as `cost_line` resolves them. */
export async function referenceCosts(closed: readonly Day[]): Promise<ResolvedRow[]> {
  const nothing = { billing_kind: '', evidence: '', sessions: null, requests: null, cost_nano: null };
  const { rows: lines } = await pool.query<Line>('SELECT * FROM cost_line');
  const { rows: booked } = await pool.query<Line>('SELECT * FROM booked_cost');
  const at = (day: Day) => ({ day, billing_day: day, hour: startOfDay(day) });
  const isOpen = (day: Day) => !closed.includes(startOfMonth(day));
  return [
    ...lines.flatMap((line): ResolvedRow[] => {
      const row = { ...line, ...nothing, ...at(line.day) };
      const spend = BigInt(line.spend_nano);
      const days = dayCount({ from: line.service_from, until: line.service_until });
      const spent = line.is_booked_only ? [] : [{ ...row, reporting_spend_nano: spend, shownFor: ['SPEND' as const] }];
      const bookings = isOpen(line.day) ? [{ ...row, booked_nano: spend, shownFor: ['BOOKED_SPEND' as const] }] : [];
      const until = (count: number) => floorDivide(spend * BigInt(count), BigInt(days));
      const daily = Array.from({ length: line.is_booked_only ? 0 : days }, (_, index) => ({
        ...row,
        ...at(addDays(line.service_from, index)),
        amortized_nano: until(index + 1) - until(index),
        shownFor: ['AMORTIZED_SPEND' as const],
      }));
      return [...spent, ...bookings, ...daily];
    }),
    ...booked.map((row): ResolvedRow => {
      const shownFor = ['BOOKED_SPEND' as const];
      return { ...row, ...nothing, hour: startOfDay(row.billing_day), booked_nano: BigInt(row.spend_nano), shownFor };
    }),
  ];
}

/** Usage as AMORTIZED_SPEND and BOOKED_SPEND see it. */
export function withLedgerAmounts(rows: readonly ResolvedRow[], closed: readonly Day[]): ResolvedRow[] {
  return rows.map((row) => {
    const spend = BigInt(String(row.reporting_spend_nano ?? 0));
    return { ...row, amortized_nano: spend, booked_nano: closed.includes(startOfMonth(row.billing_day)) ? 0n : spend };
  });
}

/** Usage with the account and category that the first matching rule, the team or the default gives. */
export function withCoding(
  rows: readonly ResolvedRow[],
  { rules, teamAccounts, defaultAccountId }: GlCoding,
): ResolvedRow[] {
  return rows.map((row) => {
    const allows = (wanted: number | null, column: string) => wanted === null || row[column] === wanted;
    const rule = rules.find(
      ({ vendorId, toolId, teamId, projectId, memberId }) =>
        allows(vendorId, 'vendor_id') &&
        allows(toolId, 'tool_id') &&
        allows(teamId, 'team_id') &&
        allows(projectId, 'project_id') &&
        allows(memberId, 'member_id'),
    );
    const ofTeam = teamAccounts.find(({ teamId }) => teamId === row.team_id)?.glAccountId;
    return {
      ...row,
      category: rule?.category ?? '',
      gl_account_id: rule?.glAccountId ?? ofTeam ?? defaultAccountId ?? 0,
    };
  });
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator < 0n && numerator % denominator !== 0n ? quotient - 1n : quotient;
}
