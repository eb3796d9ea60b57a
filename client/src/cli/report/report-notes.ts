import { signOf } from '../output/decimal.ts';
import { formatCount, formatMoney } from '../output/numbers.ts';
import { plainText } from '../output/plain-text.ts';
import { addDays } from './period.ts';
import type { Report } from './read-report.ts';

/** `Acme · 2026-11-01 to 2026-11-30, America/New_York · USD` */
export function headingOf({ settings, range }: Pick<Report, 'settings' | 'range'>): string {
  const last = addDays(range.until, -1);
  const days = last === range.from ? last : `${range.from} to ${last}`;
  return `${plainText(settings.name)} · ${days}, ${settings.reportingZone} · ${settings.reportingCurrency}`;
}

/** What a reader must know to take the figures right. */
export function notesOf({ settings, unattributed, unpriced, incompleteFrom }: Report): string[] {
  const notes: string[] = [];
  if (unpriced) {
    const models = unpriced.models.map(({ label }) => plainText(label)).join(', ');
    notes.push(`* holds usage without a price: ${formatCount(unpriced.tokens)} tokens of ${models}.`);
  }
  if (signOf(unattributed) !== 0) {
    notes.push(`Without a known member: ${formatMoney(unattributed, settings.reportingCurrency)}.`);
  }
  if (incompleteFrom !== null) {
    const since = new Intl.DateTimeFormat('en-CA', { timeZone: settings.reportingZone }).format(
      new Date(incompleteFrom),
    );
    notes.push(`Figures since ${since} can still grow.`);
  }
  return notes.length > 0 ? [notes.join('\n')] : [];
}
