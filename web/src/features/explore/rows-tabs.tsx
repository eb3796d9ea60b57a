import { SegmentedControl } from '@mantine/core';
import { formatQuantity } from '../../lib/format.ts';

interface RowsTabsProps {
  tab: 'usage' | 'entries';
  usageCount: number;
  entryCount: number;
  onTab: (tab: 'usage' | 'entries') => void;
}

/** Usage, or the cost entries that the cell counts beside it. */
export function RowsTabs({ tab, usageCount, entryCount, onTab }: RowsTabsProps) {
  return (
    <SegmentedControl
      size="xs"
      mb="xs"
      style={{ alignSelf: 'flex-start' }}
      aria-label="What is behind the cell"
      value={tab}
      onChange={(next) => onTab(next === 'entries' ? 'entries' : 'usage')}
      data={[
        { value: 'usage', label: `Usage ${formatQuantity(String(usageCount))}` },
        { value: 'entries', label: `Cost entries ${formatQuantity(String(entryCount))}` },
      ]}
    />
  );
}
