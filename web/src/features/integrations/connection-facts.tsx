import { Facts } from '../../components/facts.tsx';
import { Instant } from '../../components/instant.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ConnectionHealth } from './connection-health.tsx';
import { CoverageWords } from './coverage-words.tsx';
import { scheduleLabel } from './schedule.ts';
import { remedyFor } from './sync-run-words.ts';

const ConnectionFragment = graphql(`
  fragment ConnectionFacts_connection on Connection {
    accountName
    schedule
    status
    nextSyncAt
    lastSucceededAt
    lastFailure {
      code
    }
    vendor {
      code
      name
    }
    coverage {
      earliestDay
      latestDay
      openDayCount
      closedDayCount
    }
    ...ConnectionHealth_connection
  }
`);

/** What is known of a connection at a glance. */
export function ConnectionFacts({ connection: masked }: { connection: FragmentType<typeof ConnectionFragment> }) {
  const connection = readFragment(ConnectionFragment, masked);
  const { accountName, schedule, status, nextSyncAt, lastSucceededAt, lastFailure, vendor, coverage } = connection;
  return (
    <Facts
      facts={[
        { term: 'State', value: <ConnectionHealth connection={connection} /> },
        ...(lastFailure ? [{ term: 'What to do', value: remedyFor(lastFailure.code) }] : []),
        { term: 'Account', value: accountName ? `${vendor.name} · ${accountName}` : vendor.name },
        { term: 'Last complete read', value: <Instant at={lastSucceededAt} /> },
        {
          term: 'Next run',
          value: <Instant at={nextSyncAt} never={status === 'ACTIVE' ? '–' : 'Not scheduled'} />,
        },
        { term: 'Schedule', value: scheduleLabel(schedule) },
        { term: 'Days read', value: <CoverageWords coverage={coverage} /> },
      ]}
    />
  );
}
