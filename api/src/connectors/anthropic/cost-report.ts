import { daysOf, utcDay } from '../../lib/calendar.ts';
import type { DayWindow, Stream } from '../connector.ts';
import { type AnthropicCredentials, betweenDays, fetchReport } from './client.ts';
import { costPage } from './payloads.ts';
import { costToUsage } from './to-usage.ts';

/** What is billed per UTC day, workspace and line. */
export const costReport: Stream<AnthropicCredentials> = {
  name: 'cost_report',
  label: 'Cost report',
  grain: 'DAY',
  evidence: 'BILLED',
  billsUsage: true,
  isMoney: true,
  historyDays: 365,
  settlesAfterHours: 24,
  restatesForDays: 30,
  maxDaysPerRead: 31,
  freshnessMinutes: 240,
  async *read(context, range) {
    const windows = new Map(daysOf(range).map((day): [string, DayWindow] => [day, { day, records: [] }]));
    const query = {
      ...betweenDays(range),
      bucket_width: '1d',
      limit: 31,
      group_by: ['workspace_id', 'description'],
    };
    for await (const page of fetchReport(context, '/cost_report', costPage, query)) {
      for (const bucket of page.data) {
        const day = new Date(bucket.starting_at);
        windows.get(utcDay(day))?.records.push(...bucket.results.map((result) => costToUsage(day, result)));
      }
    }
    yield* windows.values();
  },
};
