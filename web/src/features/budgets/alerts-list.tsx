import { Button } from '@mantine/core';
import type { AlertItem } from './alert.ts';
import classes from './alert-card.module.css';
import { AlertCard } from './alert-card.tsx';
import { AlertDetail } from './alert-detail.tsx';

interface AlertsListProps {
  /** For screen readers. */
  label: string;
  alerts: readonly AlertItem[];
  /** Id of the one that is open; empty: none. */
  opened: string;
  onOpen: (alertId: string) => void;
}

/** Alerts below each other; one shows its evidence and history. */
export function AlertsList({ label, alerts, opened, onOpen }: AlertsListProps) {
  return (
    <ul className={classes.list} aria-label={label}>
      {alerts.map((alert) => {
        const isOpen = alert.id === opened;
        return (
          <AlertCard
            key={alert.id}
            alert={alert}
            more={
              <Button
                size="compact-sm"
                variant="subtle"
                aria-expanded={isOpen}
                aria-label={`Evidence and history: ${alert.title}`}
                onClick={() => onOpen(isOpen ? '' : alert.id)}
              >
                {isOpen ? 'Hide evidence and history' : 'Evidence and history'}
              </Button>
            }
          >
            {isOpen ? <AlertDetail alertId={alert.id} /> : null}
          </AlertCard>
        );
      })}
    </ul>
  );
}
