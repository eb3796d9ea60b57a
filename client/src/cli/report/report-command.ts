import type { Dimension } from '../../gql/graphql.ts';
import { type Command, defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { FORMAT_FLAGS, formatOf } from '../output/format-flags.ts';
import { isColoured, say, type Terminal, widthOf } from '../terminal.ts';
import { hasAverages, measuresOf } from './columns.ts';
import { FILTER_FLAGS, filtersOf } from './filter-flags.ts';
import { RANGE_FLAGS, rangeOf } from './range-flags.ts';
import { type Report, readReport, readSettings } from './read-report.ts';
import { withSessionFigures } from './session-figures.ts';
import { type ReportLayout, reportCsv, reportJson, reportTable } from './write-report.ts';

const MOST_ROWS = 10_000;

interface ReportDefinition extends ReportLayout {
  dimension: Dimension;
  description: string;
  examples: Command['examples'];
}

/** A command that breaks the figures of a period down by one dimension. */
export const reportCommand = ({ dimension, description, examples, ...layout }: ReportDefinition): Command =>
  defineCommand({
    description,
    flags: {
      ...RANGE_FLAGS,
      ...FILTER_FLAGS,
      limit: {
        kind: 'count',
        least: 1,
        most: MOST_ROWS,
        short: 'n',
        summary: `Rows at most; the rest is summed up. Default: 30 in a table, ${MOST_ROWS} in JSON and CSV.`,
      },
      ...FORMAT_FLAGS,
    },
    examples,
    async run({ flags, terminal, server, signal }) {
      const format = formatOf(flags);
      const settings = await readSettings(server(), signal);
      const question = {
        dimension,
        measures: measuresOf(layout.columns),
        range: rangeOf(flags, settings.reportingZone, terminal.now()),
        filters: filtersOf(flags),
        limit: flags.limit ?? (format === 'TABLE' ? 30 : MOST_ROWS),
      };
      const plain = await readReport(server(), settings, question, signal);
      const report = hasAverages(layout.columns) ? await withSessionFigures(server(), plain, question, signal) : plain;
      if (format === 'JSON') say(terminal, reportJson(report, layout));
      else if (format === 'CSV') terminal.output.write(reportCsv(report, layout));
      else say(terminal, tableFor(terminal, report, layout));
      return EXIT.done;
    },
  });

const tableFor = (terminal: Terminal, report: Report, layout: ReportLayout) =>
  reportTable(report, layout, { width: widthOf(terminal), isColoured: isColoured(terminal) });
