import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { graphql } from '../../gql/index.ts';

const OrganizationPageQuery = graphql(`
  query OrganizationPage {
    organization {
      name
      reportingCurrency
      reportingZone
      allowedDomains
    }
  }
`);

export function OrganizationPage() {
  const [{ data, error }, retry] = useQuery({ query: OrganizationPageQuery });
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  const { name, reportingCurrency, reportingZone, allowedDomains } = data.organization;
  return (
    <Facts
      facts={[
        { term: 'Name', value: name },
        { term: 'Reporting currency', value: reportingCurrency },
        { term: 'Reporting time zone', value: reportingZone },
        { term: 'Email domains', value: allowedDomains.join(', ') || 'None' },
      ]}
    />
  );
}
