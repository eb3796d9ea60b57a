import { Menu } from '@mantine/core';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { AgentDialog } from './agent-dialog.tsx';
import { ArchiveDialog } from './archive-dialog.tsx';

const AgentFragment = graphql(`
  fragment AgentActions_agent on Agent {
    id
    name
    description
    archivedAt
    ownerMember {
      id
    }
    project {
      id
    }
  }
`);

const ArchiveAgent = graphql(`
  mutation ArchiveAgent($input: ArchiveAgentInput!) {
    archiveAgent(input: $input) {
      __typename
      ... on Agent {
        id
        archivedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export function AgentActions({ agent: masked }: { agent: FragmentType<typeof AgentFragment> }) {
  const agent = readFragment(AgentFragment, masked);
  const [dialog, setDialog] = useState<'change' | 'archive' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <RowMenu name={agent.name}>
        <Menu.Item onClick={() => setDialog('change')}>Change…</Menu.Item>
        <Menu.Item onClick={() => setDialog('archive')}>{agent.archivedAt ? 'Restore…' : 'Archive…'}</Menu.Item>
      </RowMenu>
      {dialog === 'change' ? <AgentDialog agent={agent} onClose={close} /> : null}
      {dialog === 'archive' ? (
        <ArchiveDialog
          document={ArchiveAgent}
          variables={(isArchived) => ({ input: { agentId: agent.id, isArchived } })}
          pick={(data) => data.archiveAgent}
          what="agent"
          subject={agent}
          onClose={close}
        />
      ) : null}
    </>
  );
}
