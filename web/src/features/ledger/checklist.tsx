import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { TextLink } from '../../components/text-link.tsx';
import type { PeriodChecklistKey, PeriodChecklistState } from '../../gql/graphql.ts';
import { addMonths } from '../../lib/day.ts';
import { periodText } from '../../lib/period.ts';
import classes from './checklist.module.css';
import { checklistWords } from './checklist-words.ts';

interface ChecklistProps {
  /** First day of the month. */
  month: string;
  items: readonly { key: PeriodChecklistKey; state: PeriodChecklistState; count: number }[];
}

const icons = { DONE: IconCircleCheck, WARNING: IconAlertTriangle, BLOCKING: IconCircleX } as const;
const stateWords = { DONE: 'Done', WARNING: 'To look at', BLOCKING: 'To do first' } as const;

/** What is done and what is left before a month is closed, with the way to each. */
export function Checklist({ month, items }: ChecklistProps) {
  return (
    <ul className={classes.list} aria-label="Checklist">
      {items.map(({ key, state, count }) => {
        const Icon = icons[state];
        const { done, left } = checklistWords[key];
        return (
          <li key={key} data-state={state}>
            <Icon size={18} role="img" aria-label={stateWords[state]} />
            <span>{state === 'DONE' ? done : left(count)}</span>
            {state === 'DONE' ? null : <WayTo itemKey={key} month={month} />}
          </li>
        );
      })}
    </ul>
  );
}

function WayTo({ itemKey, month }: { itemKey: PeriodChecklistKey; month: string }) {
  const { link } = checklistWords[itemKey];
  switch (itemKey) {
    case 'NO_SYNC_RUNNING':
    case 'BILLS_ARRIVED':
      return <TextLink to="/integrations">{link}</TextLink>;
    case 'CHARGES_POSTED':
      return <TextLink to="/subscriptions">{link}</TextLink>;
    case 'INBOX_EMPTY':
      return <TextLink to="/integrations/identities">{link}</TextLink>;
    case 'USAGE_PRICED':
      return <TextLink to="/integrations/prices">{link}</TextLink>;
    case 'ENTRIES_CODED': {
      const period = periodText({ from: month, until: addMonths(month, 1) });
      return (
        <TextLink to="/ledger" search={{ period, filters: [{ dimension: 'GL_ACCOUNT', in: ['NONE'] }] }}>
          {link}
        </TextLink>
      );
    }
    default:
      return null;
  }
}
