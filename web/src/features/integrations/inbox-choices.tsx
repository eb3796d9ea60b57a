import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { identityName, suggestionReasons } from './identity-words.ts';
import classes from './inbox-choices.module.css';
import { MapIdentityDialog } from './map-identity-dialog.tsx';
import type { IdentityActions } from './use-identity-actions.ts';

const ChoicesFragment = graphql(`
  fragment InboxChoices_identity on InboxIdentity {
    identity {
      id
      kind
      name
      email
      hint
      externalId
    }
    suggestions {
      member {
        id
        name
      }
      agent {
        id
        name
      }
      reason
    }
  }
`);

interface InboxChoicesProps {
  identity: FragmentType<typeof ChoicesFragment>;
  actions: IdentityActions;
}

/** Who an identity probably is, each one click; else the dialog. */
export function InboxChoices({ identity: masked, actions }: InboxChoicesProps) {
  const { identity, suggestions } = readFragment(ChoicesFragment, masked);
  const [isMapping, setMapping] = useState(false);
  const name = identityName(identity);
  return (
    <div className={classes.choices}>
      {suggestions.slice(0, 2).map(({ member, agent, reason }) => {
        const owner = member ?? agent;
        if (!owner) return null;
        const wanted = { identityId: identity.id, name, owner: owner.name };
        return (
          <Button
            key={owner.id}
            variant="default"
            size="compact-sm"
            onClick={() =>
              void actions.map({ ...wanted, ...(member ? { memberId: member.id } : { agentId: owner.id }) })
            }
          >
            <VisuallyHidden>{`Map ${name} to `}</VisuallyHidden>
            {owner.name} <span className={classes.reason}>{suggestionReasons[reason]}</span>
          </Button>
        );
      })}
      <Button variant="subtle" size="compact-sm" onClick={() => setMapping(true)} aria-label={`Map ${name}`}>
        Map…
      </Button>
      <RowMenu name={name}>
        <Menu.Item onClick={() => void actions.setIgnored(identity.id, name, true)}>Set aside</Menu.Item>
      </RowMenu>
      {isMapping ? (
        <MapIdentityDialog
          identity={{ id: identity.id, name }}
          onMapped={actions.onMapped}
          onClose={() => setMapping(false)}
        />
      ) : null}
    </div>
  );
}
