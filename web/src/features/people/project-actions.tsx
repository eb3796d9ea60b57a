import { Menu } from '@mantine/core';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ArchiveDialog } from './archive-dialog.tsx';
import { ProjectDialog } from './project-dialog.tsx';

const ProjectFragment = graphql(`
  fragment ProjectActions_project on Project {
    id
    name
    archivedAt
  }
`);

const ArchiveProject = graphql(`
  mutation ArchiveProject($input: ArchiveProjectInput!) {
    archiveProject(input: $input) {
      __typename
      ... on Project {
        id
        archivedAt
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

export function ProjectActions({ project: masked }: { project: FragmentType<typeof ProjectFragment> }) {
  const project = readFragment(ProjectFragment, masked);
  const [dialog, setDialog] = useState<'change' | 'archive' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <RowMenu name={project.name}>
        <Menu.Item onClick={() => setDialog('change')}>Rename…</Menu.Item>
        <Menu.Item onClick={() => setDialog('archive')}>{project.archivedAt ? 'Restore…' : 'Archive…'}</Menu.Item>
      </RowMenu>
      {dialog === 'change' ? <ProjectDialog project={project} onClose={close} /> : null}
      {dialog === 'archive' ? (
        <ArchiveDialog
          document={ArchiveProject}
          variables={(isArchived) => ({ input: { projectId: project.id, isArchived } })}
          pick={(data) => data.archiveProject}
          what="project"
          subject={project}
          onClose={close}
        />
      ) : null}
    </>
  );
}
