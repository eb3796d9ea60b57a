import { Menu } from '@mantine/core';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { TeamDialog } from './team-dialog.tsx';

const TeamFragment = graphql(`
  fragment TeamActions_team on Team {
    id
    name
    costCentre
    archivedAt
  }
`);

const ArchiveTeam = graphql(`
  mutation ArchiveTeam($input: ArchiveTeamInput!) {
    archiveTeam(input: $input) {
      __typename
      ... on Team {
        id
        archivedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export function TeamActions({ team: masked }: { team: FragmentType<typeof TeamFragment> }) {
  const team = readFragment(TeamFragment, masked);
  const [dialog, setDialog] = useState<'change' | 'archive' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <RowMenu name={team.name}>
        <Menu.Item onClick={() => setDialog('change')}>Change name or cost centre…</Menu.Item>
        <Menu.Item onClick={() => setDialog('archive')}>{team.archivedAt ? 'Restore…' : 'Archive…'}</Menu.Item>
      </RowMenu>
      {dialog === 'change' ? <TeamDialog team={team} onClose={close} /> : null}
      {dialog === 'archive' ? (
        <ArchiveDialog
          document={ArchiveTeam}
          variables={(isArchived) => ({ input: { teamId: team.id, isArchived } })}
          pick={(data) => data.archiveTeam}
          what="team"
          subject={team}
          onClose={close}
        />
      ) : null}
    </>
  );
}
