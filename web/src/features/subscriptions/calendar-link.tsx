import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCalendarShare } from '@tabler/icons-react';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { Instant } from '../../components/instant.tsx';
import { SecretOnce } from '../../components/secret-once.tsx';
import { graphql } from '../../gql/index.ts';
import { errorText } from '../../lib/graphql-error.ts';
import { useViewer } from '../../lib/viewer.tsx';

const CalendarFeedQuery = graphql(`
  query CalendarFeed {
    calendarFeed {
      createdAt
    }
  }
`);

const CreateCalendarFeed = graphql(`
  mutation CreateCalendarFeed {
    createCalendarFeed {
      url
    }
  }
`);

const RevokeCalendarFeed = graphql(`
  mutation RevokeCalendarFeed {
    revokeCalendarFeed
  }
`);

/** The secret link that brings renewals into a calendar program. */
export function CalendarLink() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconCalendarShare size={16} />} onClick={() => setOpen(true)}>
        Calendar link
      </Button>
      {isOpen ? <CalendarLinkDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function CalendarLinkDialog({ onClose }: { onClose: () => void }) {
  const { isAdmin } = useViewer();
  const client = useClient();
  const [{ data }, load] = useQuery({ query: CalendarFeedQuery, requestPolicy: 'cache-and-network' });
  const [link, setLink] = useState<string | null>(null);
  const [busy, setBusy] = useState<'create' | 'revoke' | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const feed = data?.calendarFeed ?? null;

  const create = async () => {
    setBusy('create');
    const { data: made, error } = await client.mutation(CreateCalendarFeed, {}).toPromise();
    setBusy(null);
    setRefusal(error ? errorText(error) : null);
    setLink(made?.createCalendarFeed.url ?? null);
    load({ requestPolicy: 'network-only' });
  };
  const revoke = async () => {
    setBusy('revoke');
    const { error } = await client.mutation(RevokeCalendarFeed, {}).toPromise();
    setBusy(null);
    setRefusal(error ? errorText(error) : null);
    if (!error) setLink(null);
    load({ requestPolicy: 'network-only' });
  };

  return (
    <Modal opened onClose={onClose} title="Renewals in your calendar">
      <Stack gap="md">
        {link ? (
          <SecretOnce secret={link} what="link">
            Subscribe to this address in Google Calendar, Outlook or Apple Calendar. Whoever has it reads{' '}
            {isAdmin ? 'all' : 'your'} renewals; it is not shown again.
          </SecretOnce>
        ) : (
          <Text fz="sm">
            A secret link keeps a calendar up to date with renewals, ends of trials and last days to cancel.{' '}
            {feed ? (
              <>
                Yours was made <Instant at={feed.createdAt} isRelative />. A new one ends it.
              </>
            ) : null}
          </Text>
        )}
        {refusal ? (
          <Alert color="red" variant="outline" role="alert">
            {refusal}
          </Alert>
        ) : null}
        <Group justify="flex-end" gap="xs">
          {feed ? (
            <Button variant="default" loading={busy === 'revoke'} onClick={() => void revoke()}>
              Revoke the link
            </Button>
          ) : null}
          {link ? (
            <Button onClick={onClose}>Done</Button>
          ) : (
            <Button loading={busy === 'create'} onClick={() => void create()}>
              {feed ? 'Create a new link' : 'Create link'}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
