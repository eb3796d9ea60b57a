import { EVENT_TEXTS, type EventText, type UsageEvent } from '../usage-event.ts';
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

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/**
 * Set by whoever deploys the telemetry, as resource attributes: what usage is for. A name that is too long is cut, and
 * what is no address left out: neither is worth losing the tokens.
 */
export function purposesOf(
  attributes: Attributes,
): Pick<UsageEvent, 'member' | 'project' | 'agent' | 'customer' | 'purpose' | 'branch'> {
  const told = (field: EventText, ...names: readonly string[]) =>
    firstOf(attributes, ...names)
      ?.slice(0, EVENT_TEXTS[field])
      .toWellFormed();
  const member = told('member', 'user.email');
  return {
    member: member !== undefined && EMAIL.test(member) ? member : undefined,
    project: told('project', 'outlay.project', 'project.name', 'project'),
    agent: told('agent', 'outlay.agent', 'gen_ai.agent.name'),
    customer: told('customer', 'outlay.customer'),
    purpose: told('purpose', 'outlay.purpose'),
    branch: told('branch', 'outlay.branch', 'vcs.ref.head.name'),
  };
}
