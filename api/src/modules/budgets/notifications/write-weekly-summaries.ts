import type { Member } from '@outlay/prisma';
import { db } from '../../../db.ts';
import { addDays, type Day, dayInZone, startOfDay } from '../../../lib/calendar.ts';
import { askFacts } from '../../explore/ask-facts.ts';
import { incompleteFrom } from '../../explore/data-freshness.ts';
import { readProjection } from '../../explore/projection/read-projection.ts';
import { reportingSettings } from '../../explore/reporting-settings.sql.ts';
import { readCurrentWindows } from '../read-budget-windows.ts';
import { moneyText } from '../rules/money-text.ts';
import { reaches } from '../window-view.ts';
import { minuteInZone } from './quiet-hours.ts';
import { type MemberWeek, type ModelWeek, readMemberWeeks, readModelWeeks } from './weekly-figures.sql.ts';
import { type WeekLine, type WeeklyMail, weeklyMail } from './weekly-mail.ts';

const job = { kind: 'JOB', name: 'weekly summary' } as const;
const FROM_MINUTE = 8 * 60;
const MOST_LINES = 5;

/**
 * On Monday at 08:00 of the reporting zone, or as soon after as anything runs: puts into the outbox what last week cost,
 * for every active member who wants it, once whoever else tries. Members without any spend in either week get none.
 * Answers how many were written.
 */
export async function writeWeeklySummaries({ now, publicUrl }: { now: Date; publicUrl: string }): Promise<number> {
  const organization = await db.organization.findUnique({ where: { id: 1 } });
  if (!organization) return 0;
  const week = finishedWeek(now, organization.reportingZone);
  if (week === undefined || startOfDay(addDays(week, 7)) <= organization.createdAt) return 0;
  const members = await db.member.findMany({
    where: {
      status: 'ACTIVE',
      NOT: { notificationPreference: { wantsWeeklySummary: false } },
      weeklySummaries: { none: { week: startOfDay(week) } },
    },
    orderBy: { id: 'asc' },
  });
  if (members.length === 0) return 0;
  const contents = await contentsOf(members, week, { now, publicUrl });
  return db.$transaction(async (tx) => {
    const data = members.map(({ id }) => ({ week: startOfDay(week), memberId: id }));
    const own = await tx.weeklySummary.createManyAndReturn({ data, skipDuplicates: true });
    const messages = own.flatMap(({ memberId }) => {
      const content = contents.get(memberId);
      const recipient = members.find(({ id }) => id === memberId)?.email;
      if (!content || recipient === undefined) return [];
      return [{ recipient, slotKey: `week ${week}`, dueAt: now, createdAt: now, content: { ...weeklyMail(content) } }];
    });
    await tx.notificationMessage.createMany({ data: messages });
    return messages.length;
  });
}

/** Monday of the last whole week, once its summary is due. */
export function finishedWeek(now: Date, zone: string): Day | undefined {
  const today = dayInZone(now, zone);
  const monday = addDays(today, -((startOfDay(today).getUTCDay() + 6) % 7));
  if (today === monday && minuteInZone(now, zone) < FROM_MINUTE) return undefined;
  return addDays(monday, -7);
}

async function contentsOf(
  members: readonly Member[],
  week: Day,
  { now, publicUrl }: { now: Date; publicUrl: string },
): Promise<Map<number, WeeklyMail>> {
  const context = { actor: job, clock: () => now };
  const { weeks, models, settings, growing } = await askFacts(job, async (client) => {
    const reporting = await reportingSettings(client);
    const range = { from: week, until: addDays(week, 7) };
    return {
      weeks: await readMemberWeeks(client, week),
      models: await readModelWeeks(client, week),
      settings: reporting,
      growing: await incompleteFrom(client, { range, dayBasis: 'REPORTING', zone: reporting.zone, now }),
    };
  });
  const { currency, zone } = settings;
  const names = new Map((await db.member.findMany()).map(({ id, name }) => [id, name]));
  const hasAdmin = members.some(({ role }) => role === 'ADMIN');
  const organization = hasAdmin ? await organizationPart(context, weeks, models, names) : undefined;
  const budgets = await budgetLines(context, members, currency);
  const growingFrom = growing === null ? undefined : dayInZone(growing, zone);
  const contents = new Map<number, WeeklyMail>();
  for (const { id, name, role } of members) {
    const own = weeks.find(({ memberId }) => memberId === id) ?? { spend: 0n, previous: 0n, includedList: 0n };
    const isQuiet = own.spend === 0n && own.previous === 0n && own.includedList === 0n;
    if (isQuiet && role !== 'ADMIN') continue;
    const ownModels = largest(models.filter(({ memberId }) => memberId === id).map(toLine));
    contents.set(id, {
      ...{ week, currency, publicUrl, name, growingFrom },
      own: { ...own, models: ownModels },
      budgets: budgets.get(id) ?? [],
      ...(role === 'ADMIN' && organization ? { organization } : {}),
    });
  }
  return contents;
}

const toLine = ({ model, spend }: ModelWeek): WeekLine => ({ name: model, spend });

function largest(lines: readonly WeekLine[]): WeekLine[] {
  return lines
    .filter(({ spend }) => spend > 0n)
    .toSorted((a, b) => (a.spend > b.spend ? -1 : a.spend < b.spend ? 1 : a.name < b.name ? -1 : 1))
    .slice(0, MOST_LINES);
}

async function organizationPart(
  context: Parameters<typeof readProjection>[0],
  weeks: readonly MemberWeek[],
  models: readonly ModelWeek[],
  names: ReadonlyMap<number, string>,
): Promise<NonNullable<WeeklyMail['organization']>> {
  const organization = await db.organization.findUniqueOrThrow({ where: { id: 1 } });
  const subject = { scope: 'ORGANIZATION', scopeId: 0 } as const;
  const month = dayInZone(context.clock(), organization.reportingZone);
  const { result } = await readProjection(context, { month, subject, metric: 'COST', changes: [] });
  const byModel = [...Map.groupBy(models, ({ model }) => model)].map(([name, rows]) => ({
    name,
    spend: rows.reduce((sum, { spend }) => sum + spend, 0n),
  }));
  return {
    spend: weeks.reduce((sum, { spend }) => sum + spend, 0n),
    previous: weeks.reduce((sum, { previous }) => sum + previous, 0n),
    members: largest(weeks.map(({ memberId, spend }) => ({ name: names.get(memberId) ?? 'Nobody known', spend }))),
    models: largest(byModel),
    openAlerts: await db.budgetAlert.count({ where: { state: { not: 'RESOLVED' } } }),
    projected: result.expected,
  };
}

/** What is left of the members' own budgets of cost. */
async function budgetLines(
  context: Parameters<typeof readCurrentWindows>[0],
  members: readonly Member[],
  currency: string,
): Promise<Map<number, WeeklyMail['budgets'][number][]>> {
  const budgets = await db.budget.findMany({
    where: { scope: 'MEMBER', scopeId: { in: members.map(({ id }) => id) }, metric: 'COST', archivedAt: null },
    orderBy: { id: 'asc' },
  });
  const lines = new Map<number, WeeklyMail['budgets'][number][]>();
  const views =
    budgets.length === 0
      ? []
      : await readCurrentWindows(
          context,
          budgets.map(({ id }) => id),
        );
  for (const view of views) {
    if (!view) continue;
    const { budget, figures } = view;
    const left = moneyText(figures.limitNano - figures.spentNano, currency);
    const line = { name: budget.name, left, isExceeded: reaches(figures, 100) };
    lines.set(budget.scopeId, [...(lines.get(budget.scopeId) ?? []), line]);
  }
  return lines;
}
