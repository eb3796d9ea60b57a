import { Modal, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { graphql } from '../../gql/index.ts';
import { nameField } from '../../lib/person-fields.ts';

const CreateTeam = graphql(`
  mutation CreateTeam($input: CreateTeamInput!) {
    createTeam(input: $input) {
      __typename
      ... on Team {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeTeam = graphql(`
  mutation ChangeTeam($input: ChangeTeamInput!) {
    changeTeam(input: $input) {
      __typename
      ... on Team {
        id
        name
        costCentre
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const schema = z.object({ name: nameField, costCentre: z.string().trim().max(100, 'Use at most 100 characters.') });

interface TeamDialogProps {
  /** The team to change; absent: a new one. */
  team?: { id: string; name: string; costCentre: string | null };
  onClose: () => void;
}

export function TeamDialog({ team, onClose }: TeamDialogProps) {
  const form = useForm({
    initialValues: { name: team?.name ?? '', costCentre: team?.costCentre ?? '' },
    validate: schemaResolver(schema, { sync: true }),
  });
  const toInput = ({ name, costCentre }: typeof form.values) => ({ name, costCentre: costCentre.trim() });
  const create = useFormMutation(form, {
    document: CreateTeam,
    variables: (values) => ({ input: toInput(values) }),
    pick: (data) => data.createTeam,
    onSuccess: onClose,
  });
  const change = useFormMutation(form, {
    document: ChangeTeam,
    variables: (values) => ({ input: { teamId: team?.id ?? '', ...toInput(values) } }),
    pick: (data) => data.changeTeam,
    onSuccess: onClose,
  });
  const { submit, isBusy, refusal } = team ? change : create;
  return (
    <Modal opened onClose={onClose} title={team ? `Change ${team.name}` : 'New team'}>
      <FormFrame
        onSubmit={submit}
        refusal={refusal}
        isBusy={isBusy}
        submitLabel={team ? 'Save' : 'Create team'}
        onCancel={onClose}
      >
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label="Cost centre"
          description="Optional. The code finance books this team under."
          {...form.getInputProps('costCentre')}
        />
      </FormFrame>
    </Modal>
  );
}
