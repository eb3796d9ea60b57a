import { Button, Divider, NavLink, Popover, Text, VisuallyHidden } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { addDays } from '../lib/day.ts';
import {
  isPreset,
  PERIOD_PRESETS,
  type PeriodText,
  periodDays,
  periodLabel,
  periodText,
  resolvePeriod,
} from '../lib/period.ts';
import { useToday, useViewer } from '../lib/viewer.tsx';
import classes from './period-picker.module.css';

interface PeriodPickerProps {
  /** The URL's `period` parameter. */
  value: PeriodText;
  onChange: (period: PeriodText) => void;
}

/** Chooses the days a page shows: a preset that moves with the calendar, or two fixed days. */
export function PeriodPicker({ value, onChange }: PeriodPickerProps) {
  const today = useToday();
  const { zone } = useViewer();
  const [isOpen, popover] = useDisclosure(false);
  const period = resolvePeriod(value, today);
  const [range, setRange] = useState<[string | null, string | null]>([period.from, addDays(period.until, -1)]);

  const open = () => {
    setRange([period.from, addDays(period.until, -1)]);
    popover.toggle();
  };
  const choose = (next: PeriodText) => {
    onChange(next);
    popover.close();
  };
  const chooseRange = ([first, last]: [string | null, string | null]) => {
    setRange([first, last]);
    if (first && last) choose(periodText({ from: first, until: addDays(last, 1) }));
  };

  return (
    <Popover opened={isOpen} onChange={(next) => !next && popover.close()} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          onClick={open}
          leftSection={<IconCalendar size={16} stroke={1.6} />}
          rightSection={<IconChevronDown size={14} />}
        >
          <VisuallyHidden>Period: </VisuallyHidden>
          {periodLabel(value, today)}
          {isPreset(value) ? <span className={classes.days}>{periodDays(period)}</span> : null}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <div className={classes.panel}>
          <div className={classes.presets}>
            {PERIOD_PRESETS.map(({ id, label }) => (
              <NavLink key={id} component="button" label={label} active={value === id} onClick={() => choose(id)} />
            ))}
          </div>
          <div className={classes.calendar}>
            <DatePicker
              type="range"
              allowSingleDateInRange
              value={range}
              onChange={chooseRange}
              defaultDate={period.from}
              aria-label="First and last day"
            />
            <Divider my="xs" />
            <Text c="dimmed" fz="xs">
              Days of {zone}, first and last included
            </Text>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
