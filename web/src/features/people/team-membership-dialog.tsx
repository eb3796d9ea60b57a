import { Modal, MultiSelect } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { SetTeamMemberships } from './set-team-memberships.ts';
import { usePeople } from './use-people.ts';

const schema = z.object({
  memberIds: z.array(z.string()).min(1, 'Choose at least one member.'),
  from: z.string().nullable(),
});

interface TeamMembershipDialogProps {
  team: { id: string; name: string };
  onClose: () => void;
}

/** Adds members to a team, from a day on or for all time. */
export function TeamMembershipDialog({ team, onClose }: TeamMembershipDialogProps) {
  const [{ data: people }] = usePeople();
  const form = useForm({
    initialValues: { memberIds: [] as string[], from: null as string | null },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: SetTeamMemberships,
    variables: (values) => ({ input: { teamId: team.id, ...values } }),
    pick: (result) => result.setTeamMemberships,
    onSuccess: onClose,
  });
  const options = (people ?? [])
    .filter(({ status }) => status !== 'DEACTIVATED')
    .map(({ id, name, team: current }) => ({ value: id, label: current ? `${name} (${current.name})` : name }));
  return (
    <Modal opened onClose={onClose} title={`Add members to ${team.name}`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Add" onCancel={onClose}>
        <MultiSelect label="Members" searchable data={options} data-autofocus {...form.getInputProps('memberIds')} />
        <DateInput
          label="From"
          description="Their first day in this team. Left empty: for all time, earlier teams included."
          clearable
          valueFormat="MMM D, YYYY"
          {...form.getInputProps('from')}
        />
      </FormFrame>
    </Modal>
  );
}
