import { Text, Title } from '@mantine/core';
import { Instant } from '../../components/instant.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDay, formatDayRange } from '../../lib/format.ts';
import classes from './section.module.css';
import { rhythmWords } from './stream-words.ts';

const ConnectionFragment = graphql(`
  fragment StreamsTable_connection on Connection {
    vendor {
      code
      streams {
        name
        historyDays
        settlesAfterHours
        restatesForDays
        freshnessMinutes
      }
    }
    coverage {
      streams {
        stream
        label
        isMoney
        earliestDay
        latestDay
        dayCount
        backfilledFrom
        settledUntil
        lastSucceededAt
      }
    }
  }
`);

/** Each series of figures the vendor publishes: how far it is read, and until when it is final. */
export function StreamsTable({ connection: masked }: { connection: FragmentType<typeof ConnectionFragment> }) {
  const { vendor, coverage } = readFragment(ConnectionFragment, masked);
  const rhythmOf = (name: string) => vendor.streams.find((stream) => stream.name === name);
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.heading}>
        Streams
      </Title>
      <div className={classes.frame}>
        <table className={classes.table} aria-label="Streams">
          <thead>
            <tr>
              <th scope="col">Stream</th>
              <th scope="col">Days read (UTC)</th>
              <th scope="col">Final until</th>
              <th scope="col" data-phone="hidden">
                Last read
              </th>
            </tr>
          </thead>
          <tbody>
            {coverage.streams.map((stream) => {
              const rhythm = rhythmOf(stream.stream);
              return (
                <tr key={stream.stream}>
                  <th scope="row">
                    {stream.label}
                    {rhythm ? (
                      <Text c="dimmed" fz="xs" fw={400} visibleFrom="sm">
                        {rhythmWords(rhythm)}
                      </Text>
                    ) : null}
                  </th>
                  <td className="numeric">
                    {stream.earliestDay && stream.latestDay
                      ? formatDayRange(stream.earliestDay, stream.latestDay)
                      : '–'}
                    {stream.backfilledFrom && stream.earliestDay && stream.backfilledFrom > stream.earliestDay ? (
                      <Text c="dimmed" fz="xs">
                        Without gaps from {formatDay(stream.backfilledFrom)}
                      </Text>
                    ) : null}
                  </td>
                  <td className="numeric">{stream.settledUntil ? formatDay(stream.settledUntil) : '–'}</td>
                  <td data-phone="hidden">
                    <Instant at={stream.lastSucceededAt} isRelative />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
