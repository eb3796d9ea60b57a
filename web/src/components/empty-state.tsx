import { IconInbox } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Message } from './message.tsx';

interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState(props: EmptyStateProps) {
  return <Message icon={IconInbox} {...props} />;
}
