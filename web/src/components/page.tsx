import { Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './page.module.css';

interface PageProps {
  title: string;
  /** One plain sentence, only where the title does not say it. */
  description?: ReactNode;
  /** The page's buttons, right of the title. */
  actions?: ReactNode;
  /** A link back to the list this page belongs to. */
  above?: ReactNode;
  children: ReactNode;
}

/** The frame of every signed-in page: document title, heading, actions, content. */
export function Page({ title, description, actions, above, children }: PageProps) {
  return (
    <>
      <title>{`${title} · Outlay`}</title>
      <header className={classes.header}>
        <div className={classes.heading}>
          {above}
          <Title order={1}>{title}</Title>
          {description ? <p className={classes.description}>{description}</p> : null}
        </div>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </header>
      {children}
    </>
  );
}
