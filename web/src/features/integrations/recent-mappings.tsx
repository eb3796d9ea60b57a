import { Button } from '@mantine/core';
import { rebuildWords } from './identity-words.ts';
import classes from './recent-mappings.module.css';
import type { ChangedMapping } from './use-identity-actions.ts';

interface RecentMappingsProps {
  changed: readonly ChangedMapping[];
  /** Those whose days are still being recomputed. */
  waiting: readonly ChangedMapping[];
  onUndo: (mapping: ChangedMapping) => void;
}

/** What was mapped on this visit, with what it sets off, and the way back. */
export function RecentMappings({ changed, waiting, onUndo }: RecentMappingsProps) {
  return (
    <div role="status" aria-label="Mapped just now">
      {changed.length > 0 ? (
        <ul className={classes.mappings}>
          {changed.map((mapping) => (
            <li key={mapping.identityId}>
              <span>
                <strong>{mapping.name}</strong> is now {mapping.owner}.{' '}
                <span className={classes.note}>
                  {waiting.includes(mapping) ? rebuildWords(mapping.dayCount) : 'All figures follow.'}
                </span>
              </span>
              <Button variant="subtle" size="compact-sm" onClick={() => onUndo(mapping)}>
                Undo
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
