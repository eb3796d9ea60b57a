import { Modal, Select, Textarea, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import type { AgentProjectsQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { usePeople } from './use-people.ts';

const CreateAgent = graphql(`
  mutation CreateAgent($input: CreateAgentInput!) {
    createAgent(input: $input) {
      __typename
      ... on Agent {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeAgent = graphql(`
  mutation ChangeAgent($input: ChangeAgentInput!) {
    changeAgent(input: $input) {
      __typename
      ... on Agent {
        id
        name
        description
        ownerMember {
          id
        }
        project {
          id
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const AgentProjectsDocument = graphql(`
  query AgentProjects($after: String) {
    projects(first: 500, isArchived: false, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const projectsOf = {
  query: AgentProjectsDocument,
  variables: {},
  pick: (data: AgentProjectsQuery) => data.projects,
  context: { additionalTypenames: ['Project'] },
};

const schema = z.object({
  name: nameField,
  description: z.string().max(2000, 'Use at most 2,000 characters.'),
  ownerMemberId: z.string().nullable(),
  projectId: z.string().nullable(),
});

const toOptions = (nodes: { id: string; name: string }[] = []) =>
  nodes.map(({ id, name }) => ({ value: id, label: name }));

interface AgentDialogProps {
  /** The agent to change; absent: a new one. */
  agent?: {
    id: string;
    name: string;
    description: string;
    ownerMember: { id: string } | null;
    project: { id: string } | null;
  };
  onClose: () => void;
}

export function AgentDialog({ agent, onClose }: AgentDialogProps) {
  const [{ data: people }] = usePeople();
  const [{ data: projects }] = useAllNodes(projectsOf);
  const form = useForm({
    initialValues: {
      name: agent?.name ?? '',
      description: agent?.description ?? '',
      ownerMemberId: agent?.ownerMember?.id ?? null,
      projectId: agent?.project?.id ?? null,
    },
    validate: schemaResolver(schema, { sync: true }),
  });
  const create = useFormMutation(form, {
    document: CreateAgent,
    variables: (input) => ({ input }),
    pick: (data) => data.createAgent,
    onSuccess: onClose,
  });
  const change = useFormMutation(form, {
    document: ChangeAgent,
    variables: (values) => ({ input: { agentId: agent?.id ?? '', ...values } }),
    pick: (data) => data.changeAgent,
    onSuccess: onClose,
  });
  const { submit, isBusy, refusal } = agent ? change : create;
  return (
    <Modal opened onClose={onClose} title={agent ? `Change ${agent.name}` : 'New agent'}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={agent ? 'Save' : 'Create agent'}
        onCancel={onClose}
      >
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <Textarea label="Description" autosize minRows={2} {...form.getInputProps('description')} />
        <Select
          label="Owner"
          description="Who answers for what it spends."
          placeholder="Nobody"
          searchable
          clearable
          data={toOptions(people)}
          {...form.getInputProps('ownerMemberId')}
        />
        <Select
          label="Project"
          placeholder="None"
          searchable
          clearable
          data={toOptions(projects)}
          {...form.getInputProps('projectId')}
        />
      </FormFrame>
    </Modal>
  );
}
