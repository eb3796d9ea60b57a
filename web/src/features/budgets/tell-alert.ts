import { notifications } from '@mantine/notifications';
import type { AlertItem } from './alert.ts';
import { severityLabels } from './alert-words.ts';

const SHOWN_MS = 15_000;

/** A notice that an alert has just been raised; a click on it opens the drawer. */
export function tellAlert({ id, title, severity }: AlertItem, onOpen: () => void): void {
  notifications.show({
    id,
    title: severityLabels[severity],
    message: title,
    color: severity === 'CRITICAL' ? 'red' : severity === 'WARNING' ? 'yellow' : 'gray',
    autoClose: SHOWN_MS,
    style: { cursor: 'pointer' },
    closeButtonProps: { 'aria-label': 'Close' },
    onClick: ({ target }) => {
      if (target instanceof Element && target.closest('button')) return;
      notifications.hide(id);
      onOpen();
    },
  });
}
