import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { PathLink } from '../../components/path-link.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import type { AlertItem } from './alert.ts';
import { snoozeChoices } from './alert-words.ts';
import { useAlertActions } from './use-alert-actions.ts';

interface AlertButtonsProps {
  alert: AlertItem;
  /** Something led away from here. */
  onFollow?: (() => void) | undefined;
  /** After the others. */
  more?: ReactNode;
}

/** Look at it, take note, put it aside, close it. */
export function AlertButtons({ alert, onFollow, more }: AlertButtonsProps) {
  const { isAdmin } = useViewer();
  const { isBusy, acknowledge, snooze, resolve } = useAlertActions(alert.id);
  const { title, link, state, snoozedUntil, budget } = alert;
  // Members only read what binds others too.
  const mayHandle = isAdmin || !budget || budget.subject.scope === 'MEMBER' || budget.subject.scope === 'AGENT';
  const isSnoozed = snoozedUntil !== null && new Date(snoozedUntil) > new Date();
  const name = (verb: string) => ({ 'aria-label': `${verb}: ${title}` });
  return (
    <Group gap="xs">
      <PathLink path={link} onFollow={onFollow}>
        {link.startsWith('/explore') ? 'Show the figures' : 'Show it'}
      </PathLink>
      {mayHandle && state === 'OPEN' ? (
        <Button size="compact-sm" variant="default" loading={isBusy} onClick={acknowledge} {...name('Acknowledge')}>
          Acknowledge
        </Button>
      ) : null}
      {mayHandle && state !== 'RESOLVED' ? (
        <>
          {isSnoozed ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={isBusy}
              onClick={() => snooze(null)}
              {...name('Wake up')}
            >
              Wake up
            </Button>
          ) : (
            <Menu>
              <Menu.Target>
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={isBusy}
                  rightSection={<IconChevronDown size={14} />}
                  {...name('Snooze')}
                >
                  Snooze
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {snoozeChoices.map(({ label, ms }) => (
                  <Menu.Item key={label} onClick={() => void snooze(new Date(Date.now() + ms).toISOString())}>
                    {label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          )}
          <Button size="compact-sm" variant="default" loading={isBusy} onClick={resolve} {...name('Resolve')}>
            Resolve
          </Button>
        </>
      ) : null}
      {more}
    </Group>
  );
}
