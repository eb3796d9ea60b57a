import { type DayRange, daysOf, utcDay } from '../../lib/calendar.ts';
import { VendorError } from '../../lib/errors.ts';
import type { DayWindow, Stream } from '../connector.ts';
import { type AnthropicContext, type AnthropicCredentials, betweenDays, fetchReport } from './client.ts';
import { messagesUsagePage } from './payloads.ts';
import { messagesToUsage } from './to-usage.ts';

const PATH = '/usage_report/messages';
const GROUP_BY = [
  ...['api_key_id', 'workspace_id', 'model', 'service_tier', 'context_window'],
  ...['account_id', 'service_account_id'],
];

/** Tokens and web searches per hour, key, user, workspace and model. */
export const messagesUsage: Stream<AnthropicCredentials> = {
  name: 'messages_usage',
  label: 'Messages usage',
  grain: 'HOUR',
  evidence: 'REPORTED',
  isMoney: true,
  historyDays: 365,
  settlesAfterHours: 2,
  restatesForDays: 3,
  maxDaysPerRead: 7,
  freshnessMinutes: 60,
  async *read(context, range) {
    yield* await readDays(context, range, [...GROUP_BY, 'speed']).catch((error: unknown) => {
      if (!refusesSpeed(error)) throw error;
      return readDays(context, range, GROUP_BY);
    });
  },
};

async function readDays(context: AnthropicContext, range: DayRange, groupBy: string[]): Promise<DayWindow[]> {
  const windows = new Map(daysOf(range).map((day): [string, DayWindow] => [day, { day, records: [] }]));
  const query = { ...betweenDays(range), bucket_width: '1h', limit: 24, group_by: groupBy };
  for await (const page of fetchReport(context, PATH, messagesUsagePage, query)) {
    for (const bucket of page.data) {
      const hour = new Date(bucket.starting_at);
      windows.get(utcDay(hour))?.records.push(...bucket.results.flatMap((result) => messagesToUsage(hour, result)));
    }
  }
  return [...windows.values()];
}

/** Some organizations may not group by speed; theirs is always normal. */
function refusesSpeed(error: unknown): boolean {
  return error instanceof VendorError && error.status === 400 && error.message.includes('speed');
}
