import { Title } from '@mantine/core';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Instant } from '../../components/instant.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import classes from './alert-card.module.css';
import { eventLabels, evidenceFacts } from './alert-words.ts';

const AlertDetailDocument = graphql(`
  query AlertDetail($id: ID!) {
    budgetAlert(id: $id) {
      id
      evidence
      budget {
        id
        name
      }
      rule {
        id
        name
      }
      concernedMember {
        id
        name
      }
      history {
        at
        kind
        note
        member {
          id
          name
        }
      }
    }
  }
`);

const context = { requestPolicy: 'cache-and-network' as const };

/** The figures an alert was raised for, and what happened to it since. */
export function AlertDetail({ alertId }: { alertId: string }) {
  const { zone } = useViewer();
  const [{ data, error }, retry] = useQuery({ query: AlertDetailDocument, variables: { id: alertId }, context });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  const alert = data.budgetAlert;
  if (!alert) return null;
  const { budget, rule, concernedMember, evidence, history } = alert;
  return (
    <div className={classes.detail}>
      <Facts
        facts={[
          ...(budget
            ? [
                {
                  term: 'Budget',
                  value: (
                    <TextLink to="/budgets/$budgetId" params={{ budgetId: budget.id }}>
                      {budget.name}
                    </TextLink>
                  ),
                },
              ]
            : []),
          ...(rule ? [{ term: 'Rule', value: rule.name }] : []),
          ...(concernedMember ? [{ term: 'About', value: concernedMember.name }] : []),
          ...evidenceFacts(evidence, zone),
        ]}
      />
      <Title order={3}>History</Title>
      <ul className={classes.events}>
        {history.map(({ at, kind, member, note }) => (
          <li key={`${at} ${kind}`}>
            <Instant at={at} />
            <span>
              {eventLabels[kind]}
              {member ? ` by ${member.name}` : ''}
              {note ? `: ${note}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
