import { randomUUID } from 'node:crypto';
import type { UsageEventInput } from '../../gql/graphql.ts';
import type { FlagValues } from '../command.ts';
import { isDecimal } from '../output/decimal.ts';
import { WrongCommandLine } from '../wrong-command-line.ts';
import { QUANTITIES, type SHARED_FLAGS, type USAGE_FLAGS } from './usage-flags.ts';

type Flags = FlagValues<typeof USAGE_FLAGS & typeof SHARED_FLAGS>;

/** @throws WrongCommandLine */
export function usageEvent(flags: Flags, now: Date): UsageEventInput {
  const quantities = Object.entries(QUANTITIES).map(([flag, field]) => {
    const value = flags[flag as keyof typeof QUANTITIES];
    return [field, value === undefined ? null : String(value)];
  });
  return {
    idempotencyKey: flags.key ?? `cli-${randomUUID()}`,
    occurredAt: instantOf(flags.at, now),
    vendor: required('--vendor', flags.vendor, '--vendor anthropic'),
    model: required('--model', flags.model, '--model claude-opus-4-5'),
    ...Object.fromEntries(quantities),
    tool: flags.tool ?? null,
    agent: flags.agent ?? null,
    project: flags.project ?? null,
    customer: flags.customer ?? null,
    purpose: flags.purpose ?? null,
    member: flags.member ?? null,
    sessionId: flags.session ?? null,
    requestId: flags['request-id'] ?? null,
    billingKind: flags.billing ?? null,
    cost: amountOf(flags.amount) ?? null,
    currency: flags.currency ?? null,
    isEstimated: flags.estimated,
    tags: flags.tag.map(tagOf),
  };
}

export function required(name: string, value: string | undefined, example: string): string {
  if (value !== undefined) return value;
  throw new WrongCommandLine(name, 'is missing.', `Write ${example}`);
}

export function amountOf(text: string | undefined): string | undefined {
  if (text === undefined || isDecimal(text)) return text;
  throw new WrongCommandLine('--amount', `"${text}" is no amount.`, 'Write it as 12.50, without a currency.');
}

function instantOf(text: string | undefined, now: Date): string {
  if (text === undefined) return now.toISOString();
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (isInstant && !Number.isNaN(Date.parse(text))) return new Date(text).toISOString();
  throw new WrongCommandLine('--at', `"${text}" is no instant.`, 'Write it as 2026-11-22T14:30:00Z or with +01:00.');
}

function tagOf(text: string): { key: string; value: string } {
  const at = text.indexOf('=');
  if (at > 0) return { key: text.slice(0, at), value: text.slice(at + 1) };
  throw new WrongCommandLine('--tag', `"${text}" is no tag.`, 'Write key=value, for example --tag feature=search.');
}
