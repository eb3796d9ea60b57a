import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { LogoMark } from '../../components/logo.tsx';
import classes from './public-page.module.css';

interface PublicPageProps {
  title: string;
  description?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

/** The frame of the pages before sign-in. */
export function PublicPage({ title, description, isWide = false, children }: PublicPageProps) {
  return (
    <main className={classes.page}>
      <title>{`${title} · Outlay`}</title>
      <div className={classes.column} data-wide={isWide || undefined}>
        <div className={classes.brand}>
          <LogoMark size={28} />
          Outlay
        </div>
        <Title order={1}>{title}</Title>
        {description ? <p className={classes.description}>{description}</p> : null}
        <div className={classes.body}>{children}</div>
      </div>
    </main>
  );
}
