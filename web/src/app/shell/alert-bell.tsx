import { Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useAlertCentre } from '../../features/budgets/alert-centre.tsx';
import classes from './sidebar.module.css';

interface AlertBellProps {
  isCollapsed: boolean;
  onChoose?: (() => void) | undefined;
}

const MOST_SHOWN = 99;

/** How many alerts wait, as text of a badge and of its name. */
export function bellWords(openCount: number): { badge: string; name: string } {
  const badge = openCount > MOST_SHOWN ? `${MOST_SHOWN}+` : String(openCount);
  return { badge, name: `Alerts ${badge} open` };
}

/** Opens the alert centre, from the navigation. */
export function AlertBell({ isCollapsed, onChoose }: AlertBellProps) {
  const { openCount, show } = useAlertCentre();
  const { badge, name } = bellWords(openCount);
  const open = () => {
    onChoose?.();
    show();
  };
  return (
    <Tooltip label={name} position="right" disabled={!isCollapsed}>
      <UnstyledButton className={classes.link} onClick={open} {...(isCollapsed ? { 'aria-label': name } : {})}>
        <span className={classes.bell}>
          <IconBell size={18} stroke={1.6} />
          {isCollapsed && openCount > 0 ? <span className={classes.dot} /> : null}
        </span>
        {isCollapsed ? null : (
          <>
            Alerts{' '}
            {openCount > 0 ? (
              <span className={`${classes.count} numeric`}>{badge}</span>
            ) : (
              <VisuallyHidden>0</VisuallyHidden>
            )}
            <VisuallyHidden> open</VisuallyHidden>
          </>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}
