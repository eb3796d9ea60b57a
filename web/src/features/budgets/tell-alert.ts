import { notifications } from '@mantine/notifications';
import type { AlertItem } from './alert.ts';
import { severityLabels } from './alert-words.ts';

const SHOWN_MS = 10_000;
const NOTICE = 'alert-raised';
const colors = { INFO: 'gray', WARNING: 'yellow', CRITICAL: 'red' } as const;

/** How many the notice on the screen stands for; 0: there is none. */
let toldCount = 0;

/** One notice for what has just been raised, however much it is; a click on it opens the drawer. */
export function tellAlert({ title, severity }: AlertItem, onOpen: () => void): void {
  toldCount += 1;
  const notice = {
    id: NOTICE,
    role: 'status',
    title: toldCount === 1 ? severityLabels[severity] : `${toldCount} new alerts`,
    message: title,
    color: colors[severity],
    autoClose: SHOWN_MS,
    style: { cursor: 'pointer' },
    closeButtonProps: { 'aria-label': 'Close' },
    onClose: () => {
      toldCount = 0;
    },
    onClick: ({ target }: { target: EventTarget }) => {
      if (target instanceof Element && target.closest('button')) return;
      notifications.hide(NOTICE);
      onOpen();
    },
  };
  if (toldCount === 1) notifications.show(notice);
  else notifications.update(notice);
}
