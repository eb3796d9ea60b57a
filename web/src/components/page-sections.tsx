import { Link, type LinkProps } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './page-sections.module.css';

interface PageSectionsProps {
  /** Names the navigation for screen readers. */
  label: string;
  sections: readonly { label: string; to: NonNullable<LinkProps['to']> }[];
}

/** Links between the pages of one part of the application, below its heading. */
export function PageSections({ label, sections }: PageSectionsProps) {
  const nav = useRef<HTMLElement>(null);
  // On a phone the one that is open may be beyond the edge.
  useEffect(() => {
    const open = nav.current?.querySelector('[aria-current="page"]');
    if (!nav.current || !open) return;
    const beyond = open.getBoundingClientRect().right - nav.current.getBoundingClientRect().right;
    if (beyond > 0) nav.current.scrollLeft += beyond;
  }, []);
  return (
    <nav ref={nav} aria-label={label} className={classes.sections}>
      {sections.map(({ label: name, to }) => (
        <Link key={to} to={to} className={classes.section} activeOptions={{ exact: true, includeSearch: false }}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
