import { Text, Title } from '@mantine/core';
import type { ComponentType, ReactNode } from 'react';
import classes from './message.module.css';

interface MessageProps {
  icon: ComponentType<{ size?: number; stroke?: number }>;
  title: string;
  children?: ReactNode;
  /** What the person can do now. */
  action?: ReactNode;
  role?: 'alert' | 'status';
}

/** A sentence in place of content: the common form of empty, error and no-permission states. */
export function Message({ icon: Icon, title, children, action, role }: MessageProps) {
  return (
    <div className={classes.message} role={role}>
      <Icon size={28} stroke={1.4} />
      <Title order={2} fz="md">
        {title}
      </Title>
      {children ? (
        <Text c="dimmed" fz="sm" maw={440}>
          {children}
        </Text>
      ) : null}
      {action}
    </div>
  );
}
