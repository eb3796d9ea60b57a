import { Alert, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useMutation, useQuery } from 'urql';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { TextLink } from '../../components/text-link.tsx';
import type { ChangeNotificationPreferencesInput } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { errorText } from '../../lib/graphql-error.ts';
import { useViewer } from '../../lib/viewer.tsx';

const MyNotificationsDocument = graphql(`
  query MyNotifications {
    notificationPreferences {
      wantsAlerts
      wantsWeeklySummary
    }
  }
`);

const ChangePreferences = graphql(`
  mutation ChangePreferences($input: ChangeNotificationPreferencesInput!) {
    changeNotificationPreferences(input: $input) {
      wantsAlerts
      wantsWeeklySummary
    }
  }
`);

const context = { additionalTypenames: ['NotificationPreferences'] };

/** What one is told by e-mail. */
export function MyNotificationsPage() {
  const { email } = useViewer();
  const query = useQuery({ query: MyNotificationsDocument, context });
  const [{ fetching }, change] = useMutation(ChangePreferences);
  const [refusal, setRefusal] = useState<string | null>(null);
  const set = async (input: ChangeNotificationPreferencesInput) => {
    const { error } = await change({ input }, context);
    setRefusal(error ? errorText(error) : null);
  };
  return (
    <Page title="My notifications" description={`What is sent to ${email}.`}>
      <Loaded query={query} skeleton={<FactsSkeleton />}>
        {({ notificationPreferences: { wantsAlerts, wantsWeeklySummary } }) => (
          <Stack gap="md" maw={640}>
            <Switch
              label="Alerts that concern me"
              description="A budget that binds you reaches a threshold, or a rule is about your own spend."
              checked={wantsAlerts}
              disabled={fetching}
              onChange={() => void set({ wantsAlerts: !wantsAlerts })}
            />
            <Switch
              label="A summary each week"
              description="What you spent, against the week before and your budgets."
              checked={wantsWeeklySummary}
              disabled={fetching}
              onChange={() => void set({ wantsWeeklySummary: !wantsWeeklySummary })}
            />
            {refusal ? (
              <Alert color="red" variant="outline" role="alert">
                {refusal}
              </Alert>
            ) : null}
            <p>
              <TextLink to="/budgets/alerts">Alerts in Outlay</TextLink> are listed whatever is sent.
            </p>
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}
