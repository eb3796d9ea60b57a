import type { AlertSeverity, Prisma } from '@outlay/prisma';
import { oneLine } from '../../../lib/one-line.ts';
import { slackText } from './slack-text.ts';

/** What a message tells of one alert. */
export interface ToldAlert {
  id: number;
  severity: AlertSeverity;
  title: string;
  evidence: Prisma.JsonValue;
  /** Path in the web application. */
  link: string;
  raisedAt: Date;
  subjectKey: string;
  budget: { id: number; name: string } | null;
  rule: { id: number; name: string; kind: string } | null;
}

export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Names and values of the evidence that one line holds each. */
export function evidenceLines(evidence: Prisma.JsonValue): { label: string; value: string }[] {
  if (typeof evidence !== 'object' || evidence === null || Array.isArray(evidence)) return [];
  return Object.entries(evidence).flatMap(([key, value]) =>
    typeof value === 'string' || typeof value === 'number'
      ? [{ label: labelOf(key), value: oneLine(String(value)) }]
      : [],
  );
}

/** `projectedTotal` → `Projected total`. */
const labelOf = (key: string) => {
  const words = key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** One mail about one alert or several. */
export function alertMail(alerts: readonly ToldAlert[], publicUrl: string): MailContent {
  const told = alerts.slice(0, MOST_TOLD);
  const rest = restText(alerts, publicUrl);
  const text = [...told.map((alert) => textOf(alert, publicUrl)), ...rest].join('\n\n');
  const html = [...told.map((alert) => htmlOf(alert, publicUrl)), ...rest.map((line) => `<p>${escapeHtml(line)}</p>`)];
  const settings = `${publicUrl}/my/notifications`;
  return {
    subject: subjectOf(alerts).replace(/\s+/g, ' '),
    text: `${text}\n\nWhat you are told of: ${settings}\n`,
    html: htmlPage(`${html.join('<hr>')}<p><a href="${escapeHtml(settings)}">What you are told of</a></p>`),
  };
}

const seriousness = { INFO: 0, WARNING: 1, CRITICAL: 2 } as const satisfies Record<AlertSeverity, number>;

/** The alert; of several of one budget the most serious; else how many. */
function subjectOf(alerts: readonly ToldAlert[]): string {
  const [worst] = alerts.toSorted((a, b) => seriousness[b.severity] - seriousness[a.severity]);
  const [first] = alerts;
  const isOfOne = alerts.length === 1 || alerts.every(({ budget }) => budget && budget.id === first?.budget?.id);
  return worst && isOfOne ? `${prefixOf(worst)}${worst.title}` : `${alerts.length} alerts`;
}

/** Mails and chats take only so much; the generic webhook is told all. */
const MOST_TOLD = 50;

function restText(alerts: readonly ToldAlert[], publicUrl: string): string[] {
  const count = alerts.length - MOST_TOLD;
  return count > 0 ? [`And ${count} more: ${publicUrl}/budgets/alerts`] : [];
}

export function htmlPage(body: string): string {
  return `<!doctype html><html><body style="font-family:system-ui,sans-serif;line-height:1.4">${body}</body></html>`;
}

const linkText = ({ link }: ToldAlert) => (link.startsWith('/explore') ? 'Show the figures' : 'Show it');

const prefixOf = ({ severity }: ToldAlert) => (severity === 'CRITICAL' ? 'Critical: ' : '');

function textOf(alert: ToldAlert, publicUrl: string): string {
  const lines = evidenceLines(alert.evidence).map(({ label, value }) => `  ${label}: ${value}`);
  return [`${prefixOf(alert)}${alert.title}`, ...lines, `${publicUrl}${alert.link}`].join('\n');
}

function htmlOf(alert: ToldAlert, publicUrl: string): string {
  const rows = evidenceLines(alert.evidence).map(
    ({ label, value }) => `<tr><td>${escapeHtml(label)}</td><td align="right">${escapeHtml(value)}</td></tr>`,
  );
  const link = escapeHtml(publicUrl + alert.link);
  return `<p><strong>${escapeHtml(prefixOf(alert) + alert.title)}</strong></p><table cellpadding="4">${rows.join('')}</table><p><a href="${link}">${linkText(alert)}</a></p>`;
}

/** As incoming webhooks of Slack take it. */
export function slackMessage(alerts: readonly ToldAlert[], publicUrl: string): string {
  const sections = alerts.slice(0, MOST_TOLD).map((alert) => {
    const lines = evidenceLines(alert.evidence).map(({ label, value }) => `${slackText(label)}: ${slackText(value)}`);
    const title = slackText(`${prefixOf(alert)}${alert.title}`).replaceAll('|', '¦');
    return [`*<${publicUrl}${alert.link}|${title}>*`, ...lines].join('\n');
  });
  return JSON.stringify({ text: [...sections, ...restText(alerts, publicUrl)].join('\n\n') });
}

/** As the generic webhook sends it; the same text over all tries. */
export function webhookBody(alerts: readonly ToldAlert[], createdAt: Date, publicUrl: string): string {
  return JSON.stringify({
    type: 'alerts.raised',
    timestamp: createdAt.toISOString(),
    data: {
      alerts: alerts.map((alert) => ({
        id: `BudgetAlert:${alert.id}`,
        severity: alert.severity,
        title: alert.title,
        budget: alert.budget && { id: `Budget:${alert.budget.id}`, name: alert.budget.name },
        rule: alert.rule && { id: `AlertRule:${alert.rule.id}`, name: alert.rule.name, kind: alert.rule.kind },
        subject: alert.subjectKey,
        evidence: alert.evidence,
        url: publicUrl + alert.link,
        raisedAt: alert.raisedAt.toISOString(),
      })),
    },
  });
}
