import { daysOf } from '../../lib/calendar.ts';
import type { Stream } from '../connector.ts';
import { type AnthropicContext, type AnthropicCredentials, fetchListing, fetchReport } from './client.ts';
import { apiKeyListing, claudeCodePage } from './payloads.ts';
import { claudeCodeToUsage } from './to-usage.ts';

/** Claude Code per UTC day, person (or key), terminal and model. */
export const claudeCode: Stream<AnthropicCredentials> = {
  name: 'claude_code',
  label: 'Claude Code report',
  grain: 'DAY',
  evidence: 'REPORTED',
  isMoney: false,
  historyDays: 365,
  settlesAfterHours: 24,
  restatesForDays: 3,
  maxDaysPerRead: 7,
  freshnessMinutes: 60,
  async *read(context, range) {
    const keyIds = await keyIdsByName(context);
    for (const day of daysOf(range)) {
      const records = [];
      const query = { starting_at: day, limit: 1000 };
      for await (const page of fetchReport(context, '/usage_report/claude_code', claudeCodePage, query)) {
        records.push(...page.data.flatMap((row) => claudeCodeToUsage(row, keyIds)));
      }
      yield { day, records };
    }
  },
};

/** The report names keys but does not identify them; a name that several keys share says nothing. */
async function keyIdsByName(context: AnthropicContext): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const shared = new Set<string>();
  for await (const { id, name } of fetchListing(context, '/api_keys', apiKeyListing)) {
    if (ids.has(name)) shared.add(name);
    ids.set(name, id);
  }
  for (const name of shared) ids.delete(name);
  return ids;
}
