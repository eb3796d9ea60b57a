import { Menu, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { RowMenu } from '../../components/row-menu.tsx';
import { rebuildWords } from './identity-words.ts';
import { MapIdentityDialog } from './map-identity-dialog.tsx';
import { type ChangedMapping, useIdentityActions } from './use-identity-actions.ts';

const tell = ({ name, owner, dayCount }: ChangedMapping) =>
  notifications.show({ message: `${name} is now ${owner}. ${rebuildWords(dayCount)}` });

interface MappedIdentityActionsProps {
  identity: { id: string; name: string };
}

export function MappedIdentityActions({ identity }: MappedIdentityActionsProps) {
  const [dialog, setDialog] = useState<'map' | 'unmap' | null>(null);
  const actions = useIdentityActions(tell);
  const close = () => setDialog(null);
  const unmap = async () => {
    const isDone = await actions.unmap({ identityId: identity.id, from: null, until: null });
    return isDone ? null : 'It stays mapped.';
  };
  return (
    <>
      <RowMenu name={identity.name}>
        <Menu.Item onClick={() => setDialog('map')}>Change owner…</Menu.Item>
        <Menu.Item onClick={() => setDialog('unmap')}>Unmap…</Menu.Item>
      </RowMenu>
      {dialog === 'map' ? <MapIdentityDialog identity={identity} onMapped={tell} onClose={close} /> : null}
      {dialog === 'unmap' ? (
        <ConfirmDialog title={`Unmap ${identity.name}?`} confirmLabel="Unmap" onClose={close} onConfirm={unmap}>
          <Text fz="sm">
            Its usage of all days becomes Unattributed and it returns to the inbox. It is not mapped by itself again.
          </Text>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
