import { Modal, Select, Textarea, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { useQuery } from 'urql';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';

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

const AgentOwners = graphql(`
  query AgentOwners {
    members(first: 500) {
      edges {
        node {
          id
          name
        }
      }
    }
    projects(first: 500) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const schema = z.object({
  name: nameField,
  description: z.string().max(2000, 'Use at most 2,000 characters.'),
  ownerMemberId: z.string().nullable(),
  projectId: z.string().nullable(),
});

const toOptions = (edges: { node: { id: string; name: string } }[] = []) =>
  edges.map(({ node }) => ({ value: node.id, label: node.name }));

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
  const [{ data }] = useQuery({ query: AgentOwners });
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
          data={toOptions(data?.members.edges)}
          {...form.getInputProps('ownerMemberId')}
        />
        <Select
          label="Project"
          placeholder="None"
          searchable
          clearable
          data={toOptions(data?.projects.edges)}
          {...form.getInputProps('projectId')}
        />
      </FormFrame>
    </Modal>
  );
}
