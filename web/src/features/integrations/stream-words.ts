interface StreamRhythm {
  historyDays: number;
  settlesAfterHours: number;
  restatesForDays: number;
  freshnessMinutes: number;
}

const days = (count: number) => (count === 1 ? '1 day' : `${count} days`);

function hours(count: number): string {
  return count >= 48 && count % 24 === 0 ? days(count / 24) : count === 1 ? '1 hour' : `${count} hours`;
}

/** When a stream's figures appear and become final. */
export function rhythmWords({ settlesAfterHours, restatesForDays, freshnessMinutes }: StreamRhythm): string {
  const rhythm = freshnessMinutes < 60 ? `${freshnessMinutes} min` : hours(Math.round(freshnessMinutes / 60));
  const again = restatesForDays > 0 ? `; the last ${days(restatesForDays)} are read again` : '';
  return `New every ${rhythm}, complete ${hours(settlesAfterHours)} after the day’s end${again}`;
}
