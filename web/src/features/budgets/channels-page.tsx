import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql, readFragment } from '../../gql/index.ts';
import { BudgetsFrame } from './budgets-frame.tsx';
import { ChannelDocument } from './channel.ts';
import { ChannelDialog } from './channel-dialog.tsx';
import { ChannelRow } from './channel-row.tsx';
import { Messages } from './messages.tsx';

const ChannelsPageDocument = graphql(`
  query ChannelsPage {
    notificationChannels(first: 100) {
      edges {
        node {
          ...ChannelRow
        }
      }
    }
  }
`);

const context = {
  additionalTypenames: [
    'NotificationChannel',
    'NotificationMessage',
    'RetriedNotifications',
    'RemovedNotificationChannel',
  ],
  requestPolicy: 'cache-and-network' as const,
};

interface ChannelsPageProps {
  /** `new`, or the id of the channel that is changed. */
  dialog: string;
  onDialog: (dialog: string) => void;
}

/** Where alerts are sent to, and what could not be delivered. */
export function ChannelsPage({ dialog, onDialog }: ChannelsPageProps) {
  const query = useQuery({ query: ChannelsPageDocument, context });
  return (
    <BudgetsFrame
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => onDialog('new')}>
          New channel
        </Button>
      }
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {({ notificationChannels }) => {
          const channels = readFragment(
            ChannelDocument,
            notificationChannels.edges.map(({ node }) => node),
          );
          const changed = channels.find(({ id }) => id === dialog);
          return (
            <>
              {channels.length === 0 ? (
                <EmptyState title="Alerts are told nowhere yet">
                  They are listed here in Outlay. A channel sends them by e-mail, to Slack or to a webhook too.
                </EmptyState>
              ) : (
                <PlainTable
                  label="Channels"
                  headings={[
                    'Channel',
                    { left: 'To', isHiddenOnPhone: true },
                    { left: 'When', isHiddenOnPhone: true },
                    'State',
                    '',
                  ]}
                >
                  {channels.map((channel) => (
                    <ChannelRow key={channel.id} channel={channel} onChange={() => onDialog(channel.id)} />
                  ))}
                </PlainTable>
              )}
              <Messages />
              {dialog === 'new' ? <ChannelDialog onClose={() => onDialog('')} /> : null}
              {changed ? <ChannelDialog channel={changed} onClose={() => onDialog('')} /> : null}
            </>
          );
        }}
      </Loaded>
    </BudgetsFrame>
  );
}
