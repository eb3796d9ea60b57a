import { Button } from '@mantine/core';
import { Instant } from '../../components/instant.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { scopeLabels } from '../../lib/labels.ts';

const ApiTokenFragment = graphql(`
  fragment ApiTokenRow_apiToken on ApiToken {
    id
    name
    prefix
    scopes
    expiresAt
    lastUsedAt
    revokedAt
    member {
      name
    }
  }
`);

interface ApiTokenRowProps {
  apiToken: FragmentType<typeof ApiTokenFragment>;
  hasOwner: boolean;
  onRevoke: (token: { id: string; name: string }) => void;
}

export function ApiTokenRow({ apiToken, hasOwner, onRevoke }: ApiTokenRowProps) {
  const token = readFragment(ApiTokenFragment, apiToken);
  return (
    <tr>
      <td>{token.name}</td>
      <td>
        <code>{token.prefix}…</code>
      </td>
      <td>{token.scopes.map((scope) => scopeLabels[scope]).join(', ')}</td>
      {hasOwner ? <td>{token.member.name}</td> : null}
      <td>
        <Instant at={token.lastUsedAt} isRelative />
      </td>
      <td>{token.revokedAt ? 'Revoked' : <Instant at={token.expiresAt} isRelative />}</td>
      <td data-align="right">
        {token.revokedAt ? null : (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => onRevoke(token)}>
            Revoke…
          </Button>
        )}
      </td>
    </tr>
  );
}
