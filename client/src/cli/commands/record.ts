import { CreateCostEntryDocument, RecordUsageDocument } from '../../gql/graphql.ts';
import { RefusedFailure } from '../../server/failures.ts';
import { request, requireDone } from '../../server/request.ts';
import { defineCommand } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { costEntry } from '../record/cost-entry.ts';
import { usageEvent } from '../record/usage-event.ts';
import { COST_FLAGS, SHARED_FLAGS, USAGE_FLAGS } from '../record/usage-flags.ts';
import { say } from '../terminal.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';

export const record = defineCommand({
  description: 'usage: a request to a model, priced by the server. cost: an amount of the ledger, for administrators.',
  parameters: [{ name: 'what', summary: 'What to record.', choices: ['usage', 'cost'] }],
  flags: { ...SHARED_FLAGS, ...USAGE_FLAGS, ...COST_FLAGS },
  examples: [
    [
      'record usage --vendor anthropic --model claude-opus-4-5 --input 1200 --output 300 --project Checkout',
      'A request that nothing else reports.',
    ],
    [
      'record cost --amount 49.00 --description "Image credits" --vendor Midjourney --team Platform',
      'A cost, booked today.',
    ],
  ],
  async run({ flags, parameters, terminal, server, signal }) {
    const isUsage = parameters.what === 'usage';
    refuseOthers(flags, isUsage ? COST_FLAGS : USAGE_FLAGS, isUsage ? 'usage' : 'cost');
    if (isUsage) {
      const event = usageEvent(flags, terminal.now());
      const input = { source: 'SDK' as const, events: [event] };
      const { recordUsage } = await request(server(), RecordUsageDocument, { input }, { signal, isRepeatable: true });
      const { results } = requireDone(recordUsage);
      const [result] = results;
      if (result?.status === 'REJECTED') {
        throw new RefusedFailure({ code: 'REJECTED', message: `${result.field ?? 'event'}: ${result.message ?? ''}` });
      }
      say(
        terminal,
        result?.status === 'DUPLICATE' ? 'Known already; nothing was added.' : `Recorded as ${event.idempotencyKey}`,
      );
      return EXIT.done;
    }
    const input = await costEntry(flags, server(), terminal.now(), signal);
    const { createCostEntry } = await request(server(), CreateCostEntryDocument, { input }, { signal });
    const { id, date, description, amount, currency } = requireDone(createCostEntry);
    say(terminal, `Recorded ${description}: ${amount} ${currency} on ${date} (${id})`);
    return EXIT.done;
  },
});

/** @throws WrongCommandLine for a flag that has no meaning here */
function refuseOthers(
  flags: Readonly<Record<string, unknown>>,
  others: Readonly<Record<string, object>>,
  what: string,
) {
  for (const [name, flag] of Object.entries(others)) {
    const value = flags[name];
    const fallback = 'default' in flag ? flag.default : undefined;
    const isGiven = Array.isArray(value) ? value.length > 0 : value !== fallback && value !== false;
    if (isGiven)
      throw new WrongCommandLine(`--${name}`, `is no flag of outlay record ${what}.`, 'See: outlay record --help');
  }
}
