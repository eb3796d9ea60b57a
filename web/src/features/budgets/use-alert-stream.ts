import { useEffect, useRef } from 'react';
import { useClient } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { AlertDocument, type AlertItem } from './alert.ts';

const AlertRaised = graphql(`
  subscription AlertRaised {
    budgetAlertRaised {
      ...AlertItem
    }
  }
`);

/** Lists of alerts and the figures of budgets are asked for anew with each alert. */
const context = { additionalTypenames: ['BudgetAlert', 'Budget'] };
const AGAIN_AFTER_MS = 5000;

interface AlertStreamHandlers {
  onAlert: (alert: AlertItem) => void;
  /** The stream was away for a while: something may have been missed. */
  onBack: () => void;
}

/**
 * Alerts as they are raised. A tab in the background holds no stream, for a browser has few connections to one server;
 * a stream that broke is opened again.
 */
export function useAlertStream(handlers: AlertStreamHandlers): void {
  const client = useClient();
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });

  useEffect(() => {
    let close: (() => void) | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      clearTimeout(timer);
      close?.();
      const { unsubscribe } = client.subscription(AlertRaised, {}, context).subscribe(({ data, error, hasNext }) => {
        if (data) latest.current.onAlert(readFragment(AlertDocument, data.budgetAlertRaised));
        if (error || !hasNext) again();
      });
      close = unsubscribe;
    };
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        open();
        latest.current.onBack();
      }, AGAIN_AFTER_MS);
    };
    const follow = () => {
      if (document.hidden) {
        clearTimeout(timer);
        close?.();
        close = undefined;
      } else if (!close) {
        open();
        latest.current.onBack();
      }
    };
    if (!document.hidden) open();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      clearTimeout(timer);
      close?.();
    };
  }, [client]);
}
