import { Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { nextRuns, runTimes, SCHEDULE_PRESETS } from './schedule.ts';

interface ScheduleFieldProps {
  /** A five-field cron expression in UTC. */
  value?: string;
  onChange?: (cron: string) => void;
  error?: React.ReactNode;
}

const OTHER = 'other';
const choices = [
  ...SCHEDULE_PRESETS.map(({ cron, label }) => ({ value: cron, label })),
  { value: OTHER, label: 'Other times…' },
];

/** When to read by itself: a usual rhythm or a cron expression, with the times it means. */
export function ScheduleField({ value = '', onChange, error }: ScheduleFieldProps) {
  const isPreset = SCHEDULE_PRESETS.some(({ cron }) => cron === value);
  const [isOther, setOther] = useState(!isPreset);
  const times = nextRuns(value, new Date(), 3);
  const choose = (choice: string | null) => {
    setOther(choice === OTHER);
    if (choice && choice !== OTHER) onChange?.(choice);
  };
  return (
    <Stack gap="xs">
      <Select
        label="Schedule"
        data={choices}
        allowDeselect={false}
        value={isOther ? OTHER : value}
        onChange={choose}
        error={isOther ? null : error}
      />
      {isOther ? (
        <TextInput
          label="Cron expression"
          description="Five fields in UTC: minute, hour, day of month, month, day of week."
          placeholder="0 6 * * *"
          value={value}
          onChange={(event) => onChange?.(event.currentTarget.value)}
          error={error}
        />
      ) : null}
      <Text c="dimmed" fz="xs" aria-live="polite">
        {times.length > 0 ? `Next: ${runTimes(times)} UTC` : 'These times never come.'}
      </Text>
    </Stack>
  );
}
