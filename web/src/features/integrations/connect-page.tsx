import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Page } from '../../components/page.tsx';
import { graphql } from '../../gql/index.ts';
import { ConnectForm } from './connect-form.tsx';
import { VendorChoice } from './vendor-choice.tsx';

const ConnectPageQuery = graphql(`
  query ConnectPage {
    vendors {
      code
      ...VendorChoice_vendor
      ...ConnectForm_vendor
    }
  }
`);

interface ConnectPageProps {
  /** Code of the vendor that is being connected; empty: to be chosen. */
  vendor: string;
  onVendor: (vendor: string) => void;
}

/** From choosing a vendor to the first sync. */
export function ConnectPage({ vendor: code, onVendor }: ConnectPageProps) {
  const [{ data, error }, retry] = useQuery({ query: ConnectPageQuery });
  const chosen = data?.vendors.find((vendor) => vendor.code === code);
  return (
    <Page
      title="Connect a vendor"
      above={
        <Anchor component={Link} to="/integrations" fz="sm">
          Integrations
        </Anchor>
      }
    >
      {error ? <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {!error && !data ? <FactsSkeleton /> : null}
      {data ? <VendorChoice vendors={data.vendors} value={code} onChange={onVendor} /> : null}
      {chosen ? <ConnectForm key={code} vendor={chosen} /> : null}
    </Page>
  );
}
