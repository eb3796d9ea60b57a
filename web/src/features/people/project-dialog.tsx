import { Modal, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';

const CreateProject = graphql(`
  mutation CreateProject($input: CreateProjectInput!) {
    createProject(input: $input) {
      __typename
      ... on Project {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeProject = graphql(`
  mutation ChangeProject($input: ChangeProjectInput!) {
    changeProject(input: $input) {
      __typename
      ... on Project {
        id
        name
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ name: nameField });

interface ProjectDialogProps {
  /** The project to rename; absent: a new one. */
  project?: { id: string; name: string };
  onClose: () => void;
}

export function ProjectDialog({ project, onClose }: ProjectDialogProps) {
  const form = useForm({
    initialValues: { name: project?.name ?? '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const create = useFormMutation(form, {
    document: CreateProject,
    variables: (input) => ({ input }),
    pick: (data) => data.createProject,
    onSuccess: onClose,
  });
  const change = useFormMutation(form, {
    document: ChangeProject,
    variables: (values) => ({ input: { projectId: project?.id ?? '', ...values } }),
    pick: (data) => data.changeProject,
    onSuccess: onClose,
  });
  const { submit, isBusy, refusal } = project ? change : create;
  return (
    <Modal opened onClose={onClose} title={project ? `Rename ${project.name}` : 'New project'}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={project ? 'Save' : 'Create project'}
        onCancel={onClose}
      >
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
      </FormFrame>
    </Modal>
  );
}
