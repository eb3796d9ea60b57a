import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { graphql } from '../../gql/index.ts';
import { OrganizationForm } from './organization-form.tsx';

const OrganizationPageQuery = graphql(`
  query OrganizationPage {
    organization {
      ...OrganizationForm_organization
    }
  }
`);

export function OrganizationPage() {
  const [{ data, error }, retry] = useQuery({ query: OrganizationPageQuery });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  return <OrganizationForm organization={data.organization} />;
}
