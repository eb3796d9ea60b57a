import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { FORMAT_FLAGS, formatOf } from '../output/format-flags.ts';
import { FILTER_FLAGS, filtersOf } from '../report/filter-flags.ts';
import { dayIn } from '../report/period.ts';
import { RANGE_FLAGS, rangeOf } from '../report/range-flags.ts';
import { readSettings } from '../report/read-report.ts';
import { readSummary } from '../report/read-summary.ts';
import { summaryText } from '../report/summary-text.ts';
import { summaryCsv, summaryJson } from '../report/write-summary.ts';
import { isColoured, say, widthOf } from '../terminal.ts';

export const summary = defineCommand({
  description:
    'Totals of a period against the one before, then by vendor, model and tool. Averages per session are over what tools\nthat count sessions used and cost. Of days up to now also how full budgets are.',
  flags: { ...RANGE_FLAGS, ...FILTER_FLAGS, ...FORMAT_FLAGS },
  examples: [
    ['summary', 'This month.'],
    ['summary --period last-month --team Platform', 'Last month, of one team.'],
    ['summary --period 7d --json', 'The last seven days as JSON.'],
  ],
  async run({ flags, terminal, server, signal }) {
    const format = formatOf(flags);
    const settings = await readSettings(server(), signal);
    const range = rangeOf(flags, settings.reportingZone, terminal.now());
    const today = dayIn(settings.reportingZone, terminal.now());
    const answer = await readSummary(server(), settings, range, filtersOf(flags), today, signal);
    if (format === 'JSON') say(terminal, summaryJson(answer));
    else if (format === 'CSV') terminal.output.write(summaryCsv(answer));
    else say(terminal, summaryText(answer, { width: widthOf(terminal), isColoured: isColoured(terminal) }));
    return EXIT.done;
  },
});
