import { Group, Modal, Text } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { schemaResolver, useForm } from '@mantine/form';
import { useState } from 'react';
import { z } from 'zod';
import { FormFrame } from '../../components/form/form-frame.tsx';
import { useFormMutation } from '../../components/form/use-form-mutation.ts';
import { OwnerSelect } from './owner-select.tsx';
import { type ChangedMapping, MapIdentity } from './use-identity-actions.ts';

const schema = z
  .object({
    memberId: z.string().nullable(),
    agentId: z.string().nullable(),
    projectId: z.string().nullable(),
    from: z.string().nullable(),
    until: z.string().nullable(),
  })
  .refine(({ memberId, agentId, projectId }) => memberId || agentId || projectId, {
    path: ['memberId'],
    message: 'Choose a member, an agent or a project.',
  })
  .refine(({ from, until }) => !from || !until || from < until, {
    path: ['until'],
    message: 'Choose a day after the first one.',
  });

interface MapIdentityDialogProps {
  identity: { id: string; name: string };
  onMapped: (mapping: ChangedMapping) => void;
  onClose: () => void;
}

/** Says who an identity is, for always or between two days. */
export function MapIdentityDialog({ identity, onMapped, onClose }: MapIdentityDialogProps) {
  const [owners, setOwners] = useState<Record<string, string>>({});
  const form = useForm<z.input<typeof schema>>({
    initialValues: { memberId: null, agentId: null, projectId: null, from: null, until: null },
    validate: schemaResolver(schema, { sync: true }),
  });
  const { isBusy, refusal, submit } = useFormMutation(form, {
    document: MapIdentity,
    variables: (values) => ({ input: { identityId: identity.id, ...values } }),
    pick: (data) => data.mapIdentity,
    onSuccess: ({ rebuildingDayCount }) => {
      const { from, until } = form.getValues();
      const owner = Object.values(owners).join(' · ');
      onMapped({ identityId: identity.id, name: identity.name, owner, from, until, dayCount: rebuildingDayCount });
      onClose();
    },
  });
  const owner = (field: 'memberId' | 'agentId' | 'projectId') => ({
    value: form.values[field],
    error: form.errors[field],
    onChange: (id: string | null, name: string) => {
      form.setFieldValue(field, id);
      setOwners(({ [field]: _former, ...others }) => (id ? { ...others, [field]: name } : others));
    },
  });
  return (
    <Modal opened onClose={onClose} title={`Who is ${identity.name}?`}>
      <FormFrame onSubmit={submit} refusal={refusal} isBusy={isBusy} submitLabel="Map" onCancel={onClose}>
        <OwnerSelect of="members" label="Member" placeholder="Search members" {...owner('memberId')} />
        <OwnerSelect of="agents" label="Agent" placeholder="Search agents" {...owner('agentId')} />
        <OwnerSelect of="projects" label="Project" placeholder="Search projects" {...owner('projectId')} />
        <Group grow align="flex-start">
          <DateInput
            label="First day"
            placeholder="Always was"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('from')}
          />
          <DateInput
            label="First day no longer"
            placeholder="Still is"
            valueFormat="YYYY-MM-DD"
            clearable
            {...form.getInputProps('until')}
          />
        </Group>
        <Text c="dimmed" fz="xs">
          Past and future usage follow. Without days the mapping holds always; it replaces what was said of the same
          days.
        </Text>
      </FormFrame>
    </Modal>
  );
}
