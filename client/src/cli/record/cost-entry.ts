import { type CreateCostEntryInput, type Dimension, FindValueDocument } from '../../gql/graphql.ts';
import { request } from '../../server/request.ts';
import type { ServerAddress } from '../../server/send.ts';
import type { FlagValues } from '../command.ts';
import { dayIn } from '../report/period.ts';
import { readSettings } from '../report/read-report.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';
import { amountOf, required } from './usage-event.ts';
import type { COST_FLAGS, SHARED_FLAGS } from './usage-flags.ts';

type Flags = FlagValues<typeof COST_FLAGS & typeof SHARED_FLAGS>;

/** @throws WrongCommandLine, ServerFailure */
export async function costEntry(
  flags: Flags,
  server: ServerAddress,
  now: Date,
  signal: AbortSignal,
): Promise<CreateCostEntryInput> {
  const amount = required('--amount', amountOf(flags.amount), '--amount 12.50');
  const description = required('--description', flags.description, '--description "Image credits"');
  const settings = await readSettings(server, signal);
  const find = (flag: string, dimension: Dimension, text: string | undefined) =>
    text === undefined ? null : idOf(server, flag, dimension, text, signal);
  const line = {
    memberId: await find('--member', 'MEMBER', flags.member),
    teamId: await find('--team', 'TEAM', flags.team),
    agentId: await find('--agent', 'AGENT', flags.agent),
    projectId: await find('--project', 'PROJECT', flags.project),
    glAccountId: await find('--account', 'GL_ACCOUNT', flags.account),
    category: flags.category ?? null,
  };
  return {
    amount,
    description,
    date: flags.date ?? dayIn(settings.reportingZone, now),
    currency: flags.currency ?? settings.reportingCurrency,
    kind: flags.kind,
    vendorName: flags.vendor ?? null,
    serviceFrom: flags['service-from'] ?? null,
    serviceUntil: flags['service-until'] ?? null,
    lines: Object.values(line).some((value) => value !== null) ? [line] : null,
  };
}

/** By name, email or code, whole and in any case. */
async function idOf(server: ServerAddress, flag: string, dimension: Dimension, text: string, signal: AbortSignal) {
  const { dimensionValues } = await request(server, FindValueDocument, { dimension, search: text }, { signal });
  const isMeant = (candidate: string | null) => candidate?.toLowerCase() === text.toLowerCase();
  const found = dimensionValues.filter(({ key, label, detail }) => isMeant(key) || isMeant(label) || isMeant(detail));
  const [only] = found;
  if (only && found.length === 1) return only.key;
  const near = dimensionValues.slice(0, 5).map(({ label, detail }) => (detail ? `${label} (${detail})` : label));
  const problem = found.length > 1 ? `"${text}" names several.` : `"${text}" is unknown.`;
  throw new WrongCommandLine(
    flag,
    problem,
    near.length > 0 ? `Did you mean: ${near.join(', ')}?` : 'Check how it is written.',
  );
}
