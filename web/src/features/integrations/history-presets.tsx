import { Chip, Group } from '@mantine/core';
import { dayInZone } from '../../lib/day.ts';
import { historyPeriods } from './history-periods.ts';

interface HistoryPresetsProps {
  /** The first day that is chosen. */
  value: string;
  onChange: (from: string) => void;
}

/** Usual periods to read back, each one click. */
export function HistoryPresets({ value, onChange }: HistoryPresetsProps) {
  const periods = historyPeriods(dayInZone(new Date(), 'UTC'));
  return (
    <Chip.Group value={value} onChange={onChange}>
      <Group gap="xs" role="group" aria-label="How far back">
        {periods.map(({ label, from }) => (
          <Chip key={label} value={from} size="xs" radius="sm">
            {label}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
