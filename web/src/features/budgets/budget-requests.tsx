import { Title } from '@mantine/core';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { BudgetRequestDocument } from './budget-request.ts';
import classes from './budgets.module.css';
import { RequestsTable } from './requests-table.tsx';

const BudgetRequestsFragment = graphql(`
  fragment BudgetRequests_budget on Budget {
    requests {
      ...BudgetRequestRow
    }
  }
`);

/** Who asked for more of it; members read their own. */
export function BudgetRequests({ budget: masked }: { budget: FragmentType<typeof BudgetRequestsFragment> }) {
  const { requests: maskedRequests } = readFragment(BudgetRequestsFragment, masked);
  const requests = readFragment(BudgetRequestDocument, maskedRequests);
  if (requests.length === 0) return null;
  return (
    <section className={classes.section}>
      <Title order={2} fz="md">
        Requests for more
      </Title>
      <RequestsTable requests={requests} />
    </section>
  );
}
