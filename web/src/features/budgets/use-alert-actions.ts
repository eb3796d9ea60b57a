import { notifications } from '@mantine/notifications';
import { graphql } from '../../gql/index.ts';
import { failureText, type Outcome } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';

const AcknowledgeAlert = graphql(`
  mutation AcknowledgeAlert($input: AcknowledgeBudgetAlertInput!) {
    acknowledgeBudgetAlert(input: $input) {
      __typename
      ... on BudgetAlert {
        ...AlertItem
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const SnoozeAlert = graphql(`
  mutation SnoozeAlert($input: SnoozeBudgetAlertInput!) {
    snoozeBudgetAlert(input: $input) {
      __typename
      ... on BudgetAlert {
        ...AlertItem
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ResolveAlert = graphql(`
  mutation ResolveAlert($input: ResolveBudgetAlertInput!) {
    resolveBudgetAlert(input: $input) {
      __typename
      ... on BudgetAlert {
        ...AlertItem
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

function tell<Success>(outcome: Outcome<Success>): void {
  if (!outcome.ok) notifications.show({ color: 'red', message: failureText(outcome.failure) });
}

/** What can be done with an alert; a refusal is said in a notice. */
export function useAlertActions(alertId: string) {
  const acknowledging = useResultMutation(AcknowledgeAlert, (data) => data.acknowledgeBudgetAlert);
  const snoozing = useResultMutation(SnoozeAlert, (data) => data.snoozeBudgetAlert);
  const resolving = useResultMutation(ResolveAlert, (data) => data.resolveBudgetAlert);
  return {
    isBusy: acknowledging.isBusy || snoozing.isBusy || resolving.isBusy,
    acknowledge: async () => tell(await acknowledging.run({ input: { alertId } })),
    /** Null: back in sight. */
    snooze: async (until: string | null) => tell(await snoozing.run({ input: { alertId, until } })),
    resolve: async () => tell(await resolving.run({ input: { alertId } })),
  };
}
