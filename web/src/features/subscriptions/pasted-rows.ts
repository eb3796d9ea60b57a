import type { BillingInterval, CreateSubscriptionInput } from '../../gql/graphql.ts';
import { isDay } from '../../lib/day.ts';
import { isDecimal } from '../../lib/decimal.ts';
import type { PlanChoice } from './use-plans.ts';

interface Known {
  plans: readonly PlanChoice[];
  members: readonly { id: string; name: string; email: string | null }[];
  teams: readonly { id: string; name: string }[];
  today: string;
}

export interface PastedRow {
  /** Line in the pasted text, from 1. */
  line: number;
  cells: string[];
  input: CreateSubscriptionInput | null;
  problems: string[];
}

export const pasteColumns = ['Owner', 'Plan', 'Vendor', 'Seats', 'Price', 'Currency', 'Interval', 'First day'] as const;

const intervals: Record<string, BillingInterval> = {
  weekly: 'WEEKLY',
  week: 'WEEKLY',
  monthly: 'MONTHLY',
  month: 'MONTHLY',
  quarterly: 'QUARTERLY',
  quarter: 'QUARTERLY',
  yearly: 'YEARLY',
  year: 'YEARLY',
  annual: 'YEARLY',
};

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** Cells as spreadsheets copy them (tabs), or separated by semicolons or commas. */
function cellsOf(line: string): string[] {
  const separator = ['\t', ';', ','].find((candidate) => line.includes(candidate)) ?? '\t';
  return line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

/** Rows pasted from a spreadsheet, each as what to add or why not. A heading line is left out. */
export function readPastedRows(text: string, known: Known): PastedRow[] {
  return text
    .split(/\r?\n/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '')
    .map(({ line, content }) => ({ line, cells: cellsOf(content) }))
    .filter(({ cells }, index) => !(index === 0 && same(cells[0] ?? '', 'owner')))
    .map((row) => ({ ...row, ...readRow(row.cells, known) }));
}

function readRow(cells: string[], known: Known): Pick<PastedRow, 'input' | 'problems'> {
  const [owner = '', planName = '', vendor = '', seats = '', price = '', currency = '', interval = '', day = ''] =
    cells;
  const problems: string[] = [];
  const check = (isRight: boolean, problem: string) => isRight || problems.push(problem);
  const plan = known.plans.find(({ code, name }) => same(name, planName) || same(code, planName));
  const whose = ownerOf(owner, known);
  const every = interval ? intervals[interval.toLowerCase()] : 'MONTHLY';
  const amount = price.replace(/^[$€£]\s*/, '');
  check(whose !== null, owner ? `No member or team is called “${owner}”.` : 'The owner is missing.');
  check(planName !== '', 'The plan is missing.');
  check(plan !== undefined || vendor !== '', `“${planName}” is not in the catalogue: say who is paid.`);
  check(seats === '' || /^[1-9]\d*$/.test(seats), `“${seats}” is no number of seats.`);
  check(isDecimal(amount) ? !amount.startsWith('-') : amount === '' && plan !== undefined, priceProblem(price));
  check(every !== undefined, `“${interval}” is no interval: write weekly, monthly, quarterly or yearly.`);
  check(day === '' || isDay(day), `“${day}” is no day: write it like ${known.today}.`);
  if (problems.length > 0 || !whose) return { input: null, problems };
  return {
    problems,
    input: {
      ...whose,
      ...(plan ? { planCode: plan.code } : { name: planName, vendor }),
      ...(seats ? { seats: Number(seats) } : {}),
      ...(amount ? { amount } : {}),
      ...(currency ? { currency: currency.toUpperCase() } : {}),
      interval: every ?? 'MONTHLY',
      startedOn: day || known.today,
    },
  };
}

function priceProblem(price: string): string {
  return price ? `“${price}” is no price: write it like 19.99.` : 'The price is missing.';
}

function ownerOf(owner: string, { members, teams }: Known): { memberId: string } | { teamId: string } | null {
  const byEmail = members.find(({ email }) => email !== null && same(email, owner));
  const named = members.filter(({ name }) => same(name, owner));
  const member = byEmail ?? (named.length === 1 ? named[0] : undefined);
  if (member) return { memberId: member.id };
  const team = teams.find(({ name }) => same(name, owner));
  return team ? { teamId: team.id } : null;
}
