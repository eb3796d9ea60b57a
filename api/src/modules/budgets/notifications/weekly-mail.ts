import { addDays, type Day } from '../../../lib/calendar.ts';
import { decimalString, divideHalfEven } from '../../../lib/money.ts';
import { moneyText } from '../rules/money-text.ts';
import { escapeHtml, htmlPage, type MailContent } from './message-content.ts';

/** A name and what it cost, in nano-units. */
export interface WeekLine {
  name: string;
  spend: bigint;
}

export interface WeeklyMail {
  /** Monday. */
  week: Day;
  currency: string;
  publicUrl: string;
  /** Who is written to. */
  name: string;
  own: { spend: bigint; previous: bigint; includedList: bigint; models: readonly WeekLine[] };
  /** Own budgets as they stand. */
  budgets: readonly { name: string; left: string; isExceeded: boolean }[];
  /** For administrators. */
  organization?: {
    spend: bigint;
    previous: bigint;
    members: readonly WeekLine[];
    models: readonly WeekLine[];
    openAlerts: number;
    /** What the month is expected to come to. */
    projected: bigint;
  };
  /** First day whose figures can still grow; undefined: none of the week. */
  growingFrom: Day | undefined;
}

interface Section {
  heading: string;
  lines: string[];
}

/** What a week cost, for one person. */
export function weeklyMail(summary: WeeklyMail): MailContent {
  const { week, publicUrl, growingFrom } = summary;
  const last = addDays(week, 6);
  const sections = [ownSection(summary), ...organizationSections(summary)];
  const note = growingFrom && growingFrom <= last ? [`Figures from ${growingFrom} on can still grow.`] : [];
  const links = [`${publicUrl}/my/spend`, `No more of these: ${publicUrl}/my/notifications`];
  const text = [
    ...[`Hello ${summary.name},`, ''],
    ...sections.flatMap(({ heading, lines }) => [heading, ...lines.map((line) => `  ${line}`), '']),
    ...[...note, ...links, ''],
  ].join('\n');
  const html = sections.map(
    ({ heading, lines }) =>
      `<h3>${escapeHtml(heading)}</h3><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
  );
  const anchors = `<p><a href="${escapeHtml(`${publicUrl}/my/spend`)}">My spend</a> · <a href="${escapeHtml(`${publicUrl}/my/notifications`)}">No more of these</a></p>`;
  return {
    subject: `Your week from ${week} to ${last}`,
    text,
    html: htmlPage(`${html.join('')}${note.map((line) => `<p>${escapeHtml(line)}</p>`).join('')}${anchors}`),
  };
}

function ownSection({ own, budgets, currency }: WeeklyMail): Section {
  const worth =
    own.includedList > 0n ? [`Included usage at list prices: ${moneyText(own.includedList, currency)}`] : [];
  return {
    heading: `You spent ${comparison(own, currency)}`,
    lines: [
      ...own.models.map(({ name, spend }) => `${name}: ${moneyText(spend, currency)}`),
      ...worth,
      ...budgets.map(({ name, left, isExceeded }) => `Budget ${name}: ${isExceeded ? 'used up' : `${left} left`}`),
    ],
  };
}

function organizationSections({ organization, currency }: WeeklyMail): Section[] {
  if (!organization) return [];
  const { members, models, openAlerts, projected } = organization;
  const line = ({ name, spend }: WeekLine) => `${name}: ${moneyText(spend, currency)}`;
  return [
    {
      heading: `The organization spent ${comparison(organization, currency)}`,
      lines: [`Expected for the month: ${moneyText(projected, currency)}`, `Open alerts: ${openAlerts}`],
    },
    { heading: 'Members', lines: members.map(line) },
    { heading: 'Models', lines: models.map(line) },
  ];
}

function comparison({ spend, previous }: { spend: bigint; previous: bigint }, currency: string): string {
  const text = moneyText(spend, currency);
  if (previous <= 0n) return text;
  const tenths = divideHalfEven((spend - previous) * 1000n, previous);
  const change = decimalString(tenths < 0n ? -tenths : tenths, 1);
  return tenths === 0n
    ? `${text}, as in the week before`
    : `${text}, ${change} % ${tenths > 0n ? 'more' : 'less'} than in the week before`;
}
