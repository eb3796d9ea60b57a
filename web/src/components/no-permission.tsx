import { IconLock } from '@tabler/icons-react';
import { Message } from './message.tsx';

export function NoPermission() {
  return (
    <Message icon={IconLock} title="This page is for administrators">
      Your account is a member’s. An administrator of your organization can change your role under Members.
    </Message>
  );
}
