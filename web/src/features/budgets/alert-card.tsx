import type { ReactNode } from 'react';
import { Instant } from '../../components/instant.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import type { AlertItem } from './alert.ts';
import { AlertButtons } from './alert-buttons.tsx';
import classes from './alert-card.module.css';
import { alertStateLabels, resolutionLabels, severityLabels, severityTones } from './alert-words.ts';

interface AlertCardProps {
  alert: AlertItem;
  onFollow?: () => void;
  /** Another button. */
  more?: ReactNode;
  /** Below the buttons. */
  children?: ReactNode;
}

/** One alert: how serious, what, since when, and what can be done. */
export function AlertCard({ alert, onFollow, more, children }: AlertCardProps) {
  const { title, severity, raisedAt } = alert;
  return (
    <li className={classes.card} data-severity={severity}>
      <div className={classes.above}>
        <StatusDot tone={severityTones[severity]}>{severityLabels[severity]}</StatusDot>
        <span className={classes.when}>
          <Instant at={raisedAt} isRelative />
        </span>
      </div>
      <p className={classes.title}>{title}</p>
      <StateWords alert={alert} />
      <AlertButtons alert={alert} onFollow={onFollow} more={more} />
      {children}
    </li>
  );
}

function StateWords({ alert }: { alert: AlertItem }) {
  const { state, snoozedUntil, acknowledgedBy, acknowledgedAt, resolvedAt, resolvedBy, resolution } = alert;
  const isSnoozed = state !== 'RESOLVED' && snoozedUntil !== null && new Date(snoozedUntil) > new Date();
  if (state === 'OPEN' && !isSnoozed) return null;
  return (
    <p className={classes.state}>
      {state === 'OPEN' ? null : alertStateLabels[state]}
      {state === 'ACKNOWLEDGED' ? (
        <>
          {acknowledgedBy ? ` by ${acknowledgedBy.name}` : ''}, <Instant at={acknowledgedAt} isRelative />
        </>
      ) : null}
      {state === 'RESOLVED' ? (
        <>
          {resolvedBy ? ` by ${resolvedBy.name}` : ''}, <Instant at={resolvedAt} isRelative />
          {resolution && resolution !== 'BY_HAND' ? `: ${resolutionLabels[resolution]}` : ''}
        </>
      ) : null}
      {isSnoozed ? (
        <>
          {state === 'OPEN' ? '' : '. '}Snoozed until <Instant at={snoozedUntil} />
        </>
      ) : null}
    </p>
  );
}
