import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { addDays } from '../../lib/day.ts';
import { isZero } from '../../lib/decimal.ts';
import { formatDay, formatExactMoney, formatInstant, formatMoney } from '../../lib/format.ts';
import { periodDays, resolvePeriod } from '../../lib/period.ts';
import { useToday, useViewer } from '../../lib/viewer.tsx';
import classes from './explore-page.module.css';
import { firstIncompleteDay } from './incomplete-periods.ts';
import { measures } from './measures.ts';
import { UnpricedNote } from './unpriced-note.tsx';
import type { ShownPivot } from './use-pivot.ts';

interface PivotNotesProps {
  shown: ShownPivot;
  /** Shows only what belongs to nobody. */
  onUnattributed: () => void;
  /** Stands at the end. */
  children?: ReactNode;
}

/** What the figures are: currency, days, zone; where they are not final; what belongs to nobody. */
export function PivotNotes({ shown: { pivot, view }, onUnattributed, children }: PivotNotesProps) {
  const { currency, zone: reportingZone } = useViewer();
  const zone = view.dayBasis === 'BILLING' ? 'UTC' : reportingZone;
  const period = resolvePeriod(view.period, useToday());
  const comparison = view.compareTo === 'PREVIOUS_YEAR' ? 'a year before' : 'the previous period';
  return (
    <div className={classes.notes}>
      <span>
        <strong>{currency}</strong> · {periodDays(period)} · days of <strong>{zone}</strong>
        {view.dayBasis === 'BILLING' ? ' (as vendors bill)' : ''}
        {view.compareTo ? ` · compared with ${comparison}` : ''}
      </span>
      {pivot.incompleteFrom ? (
        <span className={classes.incomplete} title={`Complete until ${formatInstant(pivot.incompleteFrom, zone)}`}>
          <i className={classes.hatch} aria-hidden />
          {incompleteText(firstIncompleteDay(pivot.incompleteFrom, zone), period.from)}
        </span>
      ) : null}
      {isZero(pivot.unattributed) ? (
        <span>Nothing unattributed</span>
      ) : (
        <button
          type="button"
          className={classes.unattributed}
          title={formatExactMoney(pivot.unattributed, currency)}
          onClick={onUnattributed}
        >
          <IconAlertTriangle size={14} stroke={1.6} aria-hidden />
          {formatMoney(pivot.unattributed, currency)} unattributed
        </button>
      )}
      {pivot.unpriced && view.measures.some((measure) => measures[measure].kind === 'MONEY') ? (
        <UnpricedNote unpriced={pivot.unpriced} />
      ) : null}
      {children}
    </div>
  );
}

function incompleteText(day: string, from: string): string {
  if (day <= from) return 'Data is not complete yet';
  return `Data until ${formatDay(addDays(day, -1))}; later days can still grow`;
}
