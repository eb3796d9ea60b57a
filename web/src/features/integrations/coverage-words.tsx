import { Text } from '@mantine/core';
import { formatDayRange } from '../../lib/format.ts';

interface CoverageWordsProps {
  coverage: { earliestDay: string | null; latestDay: string | null; openDayCount: number };
}

/** Which days have been read, and how many of them may still change. */
export function CoverageWords({ coverage: { earliestDay, latestDay, openDayCount } }: CoverageWordsProps) {
  if (!earliestDay || !latestDay) return <span>None yet</span>;
  return (
    <>
      <span className="numeric">{formatDayRange(earliestDay, latestDay)}</span>
      {openDayCount > 0 ? (
        <Text c="dimmed" fz="xs">
          {openDayCount === 1 ? '1 day may' : `${openDayCount} days may`} still change
        </Text>
      ) : null}
    </>
  );
}
