import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { BackfillDialog } from './backfill-dialog.tsx';
import { ChangeConnectionDialog } from './change-connection-dialog.tsx';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import { useConnectionActions } from './use-connection-actions.ts';

const ActionsFragment = graphql(`
  fragment ConnectionActions_connection on Connection {
    id
    name
    status
    environmentKey
    ...BackfillDialog_connection
    ...ChangeConnectionDialog_connection
  }
`);

type Dialog = 'backfill' | 'change' | 'disconnect';

interface ConnectionActionsProps {
  connection: FragmentType<typeof ActionsFragment>;
  /** On the connection's own page, which has its own button to sync. */
  isOwnPage?: boolean;
}

/** Everything an administrator does to one connection, as a menu. */
export function ConnectionActions({ connection: masked, isOwnPage = false }: ConnectionActionsProps) {
  const connection = readFragment(ActionsFragment, masked);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { startSync, setPaused } = useConnectionActions();
  const { id, name, status } = connection;
  const close = () => setDialog(null);
  return (
    <>
      <RowMenu name={name}>
        {status === 'DISCONNECTED' ? (
          <Menu.Item onClick={() => setDialog('change')}>Connect again…</Menu.Item>
        ) : (
          <>
            {isOwnPage ? null : <Menu.Item onClick={() => void startSync(id)}>Sync now</Menu.Item>}
            <Menu.Item onClick={() => setDialog('backfill')}>Backfill…</Menu.Item>
            <Menu.Item onClick={() => void setPaused(id, status === 'ACTIVE')}>
              {status === 'ACTIVE' ? 'Pause schedule' : 'Resume schedule'}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => setDialog('change')}>Name, key or address…</Menu.Item>
            <Menu.Item
              renderRoot={(props) => (
                <Link
                  to="/integrations/connections/$connectionId"
                  params={{ connectionId: id }}
                  search={{ view: 'settings' }}
                  {...props}
                />
              )}
            >
              Schedule and settings
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item onClick={() => setDialog('disconnect')}>Disconnect…</Menu.Item>
          </>
        )}
      </RowMenu>
      {dialog === 'backfill' ? <BackfillDialog connection={connection} onClose={close} /> : null}
      {dialog === 'change' ? <ChangeConnectionDialog connection={connection} onClose={close} /> : null}
      {dialog === 'disconnect' ? <DisconnectDialog connection={connection} onClose={close} /> : null}
    </>
  );
}
