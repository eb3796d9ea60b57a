import { Title } from '@mantine/core';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { BudgetRequestDocument } from './budget-request.ts';
import { RequestsTable } from './requests-table.tsx';

const PendingRequestsDocument = graphql(`
  query PendingRequests {
    budgetRequests(first: 100, filter: { statuses: [PENDING] }) {
      edges {
        node {
          ...BudgetRequestRow
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['BudgetRequest', 'Budget'], requestPolicy: 'cache-and-network' as const };

/** What waits for a decision; nothing where nothing does. */
export function PendingRequests() {
  const [{ data }] = useQuery({ query: PendingRequestsDocument, context });
  const requests = readFragment(
    BudgetRequestDocument,
    (data?.budgetRequests.edges ?? []).map(({ node }) => node),
  );
  if (requests.length === 0) return null;
  return (
    <section aria-labelledby="pending-requests">
      <Title order={2} fz="md" id="pending-requests" mb="xs">
        Waiting for a decision
      </Title>
      <RequestsTable requests={requests} namesBudget />
      <div style={{ height: '1.5rem' }} />
    </section>
  );
}
