import { Button, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useQuery } from 'urql';
import { EmptyState } from '../../components/empty-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import classes from './budgets.module.css';
import { messageLabels, messageTones } from './channel.ts';

const MessagesDocument = graphql(`
  query Messages($statuses: [NotificationStatus!]) {
    notificationMessages(first: 50, filter: { statuses: $statuses }) {
      totalCount
      edges {
        node {
          id
          status
          alertCount
          alertTitles
          subject
          recipient
          attemptCount
          lastAttemptAt
          lastError
          lastStatus
          dueAt
          finishedAt
          channel {
            id
            name
          }
        }
      }
    }
  }
`);

const RetryNotifications = graphql(`
  mutation RetryNotifications($input: RetryNotificationsInput!) {
    retryNotifications(input: $input) {
      __typename
      ... on RetriedNotifications {
        count
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const context = {
  additionalTypenames: [
    'NotificationMessage',
    'NotificationChannel',
    'RetriedNotifications',
    'RemovedNotificationChannel',
  ],
  requestPolicy: 'cache-and-network' as const,
};

/** What was sent, waits, or was given up and can be tried again. */
export function Messages() {
  const [show, setShow] = useState<'dead' | 'all'>('dead');
  const query = useQuery({
    query: MessagesDocument,
    variables: { statuses: show === 'dead' ? ['DEAD'] : null },
    context,
  });
  const { isBusy, run } = useResultMutation(RetryNotifications, (data) => data.retryNotifications);
  const retry = async (messageIds?: string[]) => {
    const outcome = await run({ input: messageIds ? { messageIds } : {} });
    if (!outcome.ok) return notifications.show({ color: 'red', message: failureText(outcome.failure) });
    const { count } = outcome.value;
    notifications.show({ message: count === 1 ? '1 message is sent again.' : `${count} messages are sent again.` });
  };
  return (
    <section className={classes.section}>
      <Group justify="space-between" mb="xs">
        <Title order={2} fz="md" mb={0}>
          Messages
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="Which messages"
          data={[
            { value: 'dead', label: 'Not delivered' },
            { value: 'all', label: 'All' },
          ]}
          value={show}
          onChange={(next) => setShow(next === 'all' ? 'all' : 'dead')}
        />
      </Group>
      <Loaded query={query} skeleton={<FactsSkeleton />}>
        {({ notificationMessages: { edges, totalCount } }) =>
          totalCount === 0 ? (
            <EmptyState title={show === 'dead' ? 'Everything was delivered' : 'Nothing was sent yet'}>
              What cannot be delivered after several tries is kept here.
            </EmptyState>
          ) : (
            <>
              <PlainTable label="Messages" headings={['About', 'To', 'State', { right: 'Tries' }, 'Last try', '']}>
                {edges.map(({ node }) => (
                  <tr key={node.id}>
                    <td>
                      {node.alertTitles[0] ?? node.subject}
                      {node.alertCount > 1 ? (
                        <span className={classes.note}>and {node.alertCount - 1} more</span>
                      ) : null}
                    </td>
                    <td>
                      {node.channel?.name ?? node.recipient}
                      {node.channel && node.recipient ? <span className={classes.note}>{node.recipient}</span> : null}
                    </td>
                    <td>
                      <StatusDot tone={messageTones[node.status]}>{messageLabels[node.status]}</StatusDot>
                      {node.lastError && node.status !== 'DELIVERED' ? (
                        <span className={classes.note}>{node.lastError}</span>
                      ) : null}
                      {node.status === 'PENDING' ? (
                        <span className={classes.note}>
                          Due <Instant at={node.dueAt} isRelative />
                        </span>
                      ) : null}
                    </td>
                    <td data-align="right" className="numeric">
                      {node.attemptCount}
                    </td>
                    <td>
                      <Instant at={node.lastAttemptAt} isRelative />
                    </td>
                    <td data-align="right">
                      {node.status === 'DEAD' ? (
                        <Button
                          size="compact-sm"
                          variant="default"
                          loading={isBusy}
                          aria-label={`Try again: ${node.alertTitles[0] ?? node.subject}`}
                          onClick={() => void retry([node.id])}
                        >
                          Try again
                        </Button>
                      ) : null}
                    </td>
                  </tr>
                ))}
              </PlainTable>
              <Group justify="space-between" mt="sm">
                <Text c="dimmed" fz="sm" role="status">
                  {totalCount > edges.length ? `The latest ${edges.length} of ${totalCount}` : totalCount} messages
                </Text>
                {show === 'dead' && totalCount > 1 ? (
                  <Button variant="default" loading={isBusy} onClick={() => void retry()}>
                    Try all again
                  </Button>
                ) : null}
              </Group>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
