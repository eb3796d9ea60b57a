import { Menu } from '@mantine/core';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ChangeMemberDialog } from './change-member-dialog.tsx';
import { DeactivateMemberDialog } from './deactivate-member-dialog.tsx';
import { MemberLinkDialog } from './member-link-dialog.tsx';
import { useReactivateMember } from './use-reactivate-member.ts';

const MemberFragment = graphql(`
  fragment MemberActions_member on Member {
    id
    name
    email
    role
    status
  }
`);

type Dialog = 'change' | 'link' | 'deactivate';

/** Everything an administrator does to one member, as a menu. */
export function MemberActions({ member: masked }: { member: FragmentType<typeof MemberFragment> }) {
  const member = readFragment(MemberFragment, masked);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const reactivate = useReactivateMember();
  const isDeactivated = member.status === 'DEACTIVATED';
  const close = () => setDialog(null);
  return (
    <>
      <RowMenu name={member.name}>
        <Menu.Item onClick={() => setDialog('change')}>Change name or role…</Menu.Item>
        {isDeactivated ? (
          <Menu.Item onClick={() => void reactivate(member.id)}>Reactivate</Menu.Item>
        ) : (
          <>
            <Menu.Item onClick={() => setDialog('link')}>
              {member.status === 'ACTIVE' ? 'Password reset link…' : 'New invitation link…'}
            </Menu.Item>
            <Menu.Item onClick={() => setDialog('deactivate')}>Deactivate…</Menu.Item>
          </>
        )}
      </RowMenu>
      {dialog === 'change' ? <ChangeMemberDialog member={member} onClose={close} /> : null}
      {dialog === 'link' ? <MemberLinkDialog member={member} onClose={close} /> : null}
      {dialog === 'deactivate' ? <DeactivateMemberDialog member={member} onClose={close} /> : null}
    </>
  );
}
