import { SegmentedControl } from '@mantine/core';
import { type ArchivableSearch, archiveFilters } from './archivable-search.ts';

const labels = { current: 'Current', archived: 'Archived' } as const;

interface ArchiveFilterProps {
  show: ArchivableSearch['show'];
  onShow: (show: ArchivableSearch['show']) => void;
  /** For screen readers: "Which teams". */
  label: string;
}

export function ArchiveFilter({ show, onShow, label }: ArchiveFilterProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={label}
      value={show}
      onChange={onShow}
      data={archiveFilters.map((value) => ({ value, label: labels[value] }))}
    />
  );
}
