import type { UsageEvent } from '../usage-event.ts';
import type { Attributes } from './otlp-records.ts';

/** The first attribute that is told and not empty. */
export function firstOf(attributes: Attributes, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    if (value) return value;
  }
  return undefined;
}

/** A count that may come as text; undefined where it is none. */
export function countOf(attributes: Attributes, ...names: readonly string[]): bigint | undefined {
  const value = Number(firstOf(attributes, ...names) ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? BigInt(Math.round(value)) : undefined;
}

/** `part` taken out of `whole` where it is counted there. */
export const without = (whole: bigint, part: bigint): bigint => (whole >= part ? whole - part : whole);

/** Set by whoever deploys the telemetry, as resource attributes: what usage is for. */
export function purposesOf(
  attributes: Attributes,
): Pick<UsageEvent, 'member' | 'project' | 'agent' | 'customer' | 'purpose' | 'branch'> {
  return {
    member: firstOf(attributes, 'user.email'),
    project: firstOf(attributes, 'outlay.project', 'project.name', 'project'),
    agent: firstOf(attributes, 'outlay.agent', 'gen_ai.agent.name'),
    customer: firstOf(attributes, 'outlay.customer'),
    purpose: firstOf(attributes, 'outlay.purpose'),
    branch: firstOf(attributes, 'outlay.branch', 'vcs.ref.head.name'),
  };
}
