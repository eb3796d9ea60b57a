import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './page-sections.module.css';

interface PageSectionsProps {
  /** Names the navigation for screen readers. */
  label: string;
  sections: readonly { label: string; to: NonNullable<LinkProps['to']> }[];
}

/** Links between the pages of one part of the application, below its heading. */
export function PageSections({ label, sections }: PageSectionsProps) {
  return (
    <nav aria-label={label} className={classes.sections}>
      {sections.map(({ label: name, to }) => (
        <Link key={to} to={to} className={classes.section} activeOptions={{ exact: true, includeSearch: false }}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
