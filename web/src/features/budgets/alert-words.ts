import type {
  AlertRuleKind,
  AlertSeverity,
  BudgetAlertEventKind,
  BudgetAlertResolution,
  BudgetAlertState,
} from '../../gql/graphql.ts';
import { isDay } from '../../lib/day.ts';
import { formatDay, formatInstant } from '../../lib/format.ts';

export const severityLabels: Readonly<Record<AlertSeverity, string>> = {
  INFO: 'Info',
  WARNING: 'Warning',
  CRITICAL: 'Critical',
};

export const severityTones = { INFO: 'neutral', WARNING: 'warning', CRITICAL: 'danger' } as const;

export const alertStateLabels: Readonly<Record<BudgetAlertState, string>> = {
  OPEN: 'Open',
  ACKNOWLEDGED: 'Acknowledged',
  RESOLVED: 'Resolved',
};

export const resolutionLabels: Readonly<Record<BudgetAlertResolution, string>> = {
  BY_HAND: 'closed by hand',
  WINDOW_ENDED: 'what it was about is over',
  BELOW_THRESHOLD: 'later figures are below the threshold again',
  LIMIT_CHANGED: 'another limit holds',
  NO_LONGER_WATCHED: 'it is watched no longer',
};

export const eventLabels: Readonly<Record<BudgetAlertEventKind, string>> = {
  RAISED: 'Raised',
  ACKNOWLEDGED: 'Acknowledged',
  SNOOZED: 'Snoozed',
  REOPENED: 'Opened again: later figures took it over the threshold',
  RESOLVED: 'Resolved',
};

export const ruleKindLabels: Readonly<Record<AlertRuleKind, string>> = {
  DAILY_COST: 'Daily cost above an amount',
  PROJECTED_MONTH: 'Projected month above an amount',
  TREND: 'Trend against the days before',
  MEMBER_DAILY_COST: 'Daily cost of a member',
  SPIKE: 'Unusual day',
  RUNAWAY: 'Runaway session or agent',
  UNPRICED_MODEL: 'Usage without a price',
  SYNC_PROBLEM: 'Failing or late sync',
  RENEWAL_DUE: 'Renewal due',
  UNUSED_SEAT: 'Unused seat',
};

/** `spentSoFar` of an alert's evidence as people read it. */
export function evidenceLabel(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/** Days, moments and enum names as people read them; figures stay exact. */
function evidenceText(value: string, zone: string): string {
  if (INSTANT.test(value)) return formatInstant(value, zone);
  if (isDay(value)) return formatDay(value);
  return value;
}

/** Each figure of the evidence with its name; lists are joined, what has a shape of its own is left out. */
export function evidenceFacts(evidence: unknown, zone: string): { term: string; value: string }[] {
  if (typeof evidence !== 'object' || evidence === null) return [];
  return Object.entries(evidence).flatMap(([key, value]: [string, unknown]) => {
    const values = Array.isArray(value) ? value.filter(isPlain) : isPlain(value) ? [value] : [];
    const text = values.map((one) => evidenceText(String(one), zone)).join(', ');
    return text ? [{ term: evidenceLabel(key), value: text }] : [];
  });
}

function isPlain(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

const HOUR_MS = 3_600_000;

/** How long an alert can be put aside, in the order of the menu. */
export const snoozeChoices = [
  { label: 'For 4 hours', ms: 4 * HOUR_MS },
  { label: 'For a day', ms: 24 * HOUR_MS },
  { label: 'For a week', ms: 7 * 24 * HOUR_MS },
  { label: 'For 30 days', ms: 30 * 24 * HOUR_MS },
] as const;
