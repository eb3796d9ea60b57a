import type { PeriodChecklistKey } from '../../gql/graphql.ts';

interface Words {
  done: string;
  /** What is left, of `count`. */
  left: (count: number) => string;
  /** Of the link to where it is worked off. */
  link: string;
}

const counted = (one: string, many: string) => (count: number) => (count === 1 ? one : `${count} ${many}`);

/** What people read of each thing to look at before a month is closed. */
export const checklistWords: Readonly<Record<PeriodChecklistKey, Words>> = {
  MONTH_OVER: { done: 'The month is over', left: () => 'The month is not over yet', link: '' },
  EARLIER_MONTHS_CLOSED: {
    done: 'Earlier months are closed',
    left: counted('An earlier month is still open', 'earlier months are still open'),
    link: '',
  },
  NO_SYNC_RUNNING: {
    done: 'No sync is running',
    left: counted('A sync is running', 'syncs are running'),
    link: 'See syncs',
  },
  BILLS_ARRIVED: {
    done: 'Every connection’s bill is in',
    left: counted('A day of a connection is not billed yet', 'days of connections are not billed yet'),
    link: 'See connections',
  },
  CHARGES_POSTED: {
    done: 'Every subscription and recurring cost is booked',
    left: counted('A due date has no entry yet', 'due dates have no entry yet'),
    link: 'See subscriptions',
  },
  INBOX_EMPTY: {
    done: 'Everybody who cost something is known',
    left: counted('An identity belongs to nobody yet', 'identities belong to nobody yet'),
    link: 'Map identities',
  },
  USAGE_PRICED: {
    done: 'All usage has a price',
    left: counted('A row of usage has no price', 'rows of usage have no price'),
    link: 'Set prices',
  },
  ENTRIES_CODED: {
    done: 'Every cost has an account',
    left: counted('A cost has no account', 'costs have no account'),
    link: 'Code them',
  },
  DISCREPANCIES_EXPLAINED: {
    done: 'Usage explains the bills, or somebody said why not',
    left: counted('A connection’s usage does not explain its bill', 'connections’ usage does not explain their bills'),
    link: '',
  },
};
