import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { FORMAT_FLAGS, formatOf } from '../output/format-flags.ts';
import { FILTER_FLAGS, filtersOf } from '../report/filter-flags.ts';
import { RANGE_FLAGS, rangeOf } from '../report/range-flags.ts';
import { readSettings } from '../report/read-report.ts';
import { readSummary } from '../report/read-summary.ts';
import { summaryCsv, summaryJson, summaryText } from '../report/write-summary.ts';
import { isColoured, say, widthOf } from '../terminal.ts';

export const summary = defineCommand({
  description:
    'Totals of a period against the one before, then by vendor, model and tool, with averages per session where the\ntool counts sessions.',
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
    const answer = await readSummary(server(), settings, range, filtersOf(flags), signal);
    if (format === 'JSON') say(terminal, summaryJson(answer));
    else if (format === 'CSV') terminal.output.write(summaryCsv(answer));
    else say(terminal, summaryText(answer, { width: widthOf(terminal), isColoured: isColoured(terminal) }));
    return EXIT.done;
  },
});
