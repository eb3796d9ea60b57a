import { Modal } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { useToday } from '../../lib/viewer.tsx';
import { SetTeamMemberships } from './set-team-memberships.ts';

const schema = z.object({ from: z.string('Choose a day.') });

interface LeaveTeamDialogProps {
  member: { id: string; name: string };
  onClose: () => void;
}

/** Ends a membership on a day; spend before it stays with the team. */
export function LeaveTeamDialog({ member, onClose }: LeaveTeamDialogProps) {
  const form = useForm({
    initialValues: { from: useToday() },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: SetTeamMemberships,
    variables: ({ from }) => ({ input: { memberIds: [member.id], teamId: null, from } }),
    pick: (data) => data.setTeamMemberships,
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={`Remove ${member.name} from the team`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Remove" onCancel={onClose}>
        <DateInput
          label="First day without the team"
          description="Spend of earlier days stays with the team."
          valueFormat="MMM D, YYYY"
          data-autofocus
          {...form.getInputProps('from')}
        />
      </FormFrame>
    </Modal>
  );
}
