import { Button, Group, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useQuery } from 'urql';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { graphql } from '../../gql/index.ts';
import { ApiTokenRow } from './api-token-row.tsx';
import { CreateApiTokenDialog } from './create-api-token-dialog.tsx';
import { RevokeApiTokenDialog } from './revoke-api-token-dialog.tsx';

const ApiTokensQuery = graphql(`
  query ApiTokens($memberId: ID) {
    apiTokens(first: 500, memberId: $memberId) {
      edges {
        node {
          id
          ...ApiTokenRow_apiToken
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['ApiToken'] };

interface ApiTokensProps {
  /** Whose tokens; null: everybody's, for administrators. */
  memberId: string | null;
}

/** Keys for scripts: what each may do, when it was used last, and the way to end it. */
export function ApiTokens({ memberId }: ApiTokensProps) {
  const [{ data, error }, retry] = useQuery({ query: ApiTokensQuery, variables: { memberId }, context });
  const [isCreating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<{ id: string; name: string } | null>(null);
  if (error) return <ErrorState error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!data) return <FactsSkeleton />;
  const tokens = data.apiTokens.edges.map(({ node }) => node);
  return (
    <section>
      <Group justify="space-between" mb="sm">
        <Title order={2} fz="md">
          API tokens
        </Title>
        <Button leftSection={<IconPlus size={16} />} onClick={() => setCreating(true)}>
          New token
        </Button>
      </Group>
      {tokens.length === 0 ? (
        <EmptyState title="No API tokens yet">A token lets a script read figures or record usage as you.</EmptyState>
      ) : (
        <PlainTable
          label="API tokens"
          headings={['Name', 'Token', 'May', ...(memberId ? [] : ['Owner']), 'Last used', 'Expires', '']}
        >
          {tokens.map((token) => (
            <ApiTokenRow key={token.id} apiToken={token} hasOwner={memberId === null} onRevoke={setRevoked} />
          ))}
        </PlainTable>
      )}
      {isCreating ? <CreateApiTokenDialog onClose={() => setCreating(false)} /> : null}
      {revoked ? <RevokeApiTokenDialog token={revoked} onClose={() => setRevoked(null)} /> : null}
    </section>
  );
}
