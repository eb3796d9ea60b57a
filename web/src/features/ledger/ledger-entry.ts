import type { CostLineInput, LedgerEntryFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { addDays } from '../../lib/day.ts';

/** All that the ledger shows of an entry; mutations answer with it, so that its row is drawn anew. */
export const LedgerEntryDocument = graphql(`
  fragment LedgerEntry on CostEntry {
    id
    version
    date
    serviceFrom
    serviceUntil
    vendor {
      id
      name
    }
    description
    kind
    source
    currency
    amount
    rate
    reportingAmount
    isBookedOnly
    adjustsMonth
    voidedAt
    voidReason
    connection {
      id
      name
    }
    lines {
      amount
      category
      glAccount {
        id
        code
        name
      }
      member {
        id
        name
      }
      team {
        id
        name
      }
      agent {
        id
        name
      }
      project {
        id
        name
      }
    }
  }
`);

export type LedgerEntry = LedgerEntryFragment;
export type LedgerLine = LedgerEntry['lines'][number];

/** The one line of an entry that is not split. */
export function wholeLine({ lines }: Pick<LedgerEntry, 'lines'>): LedgerLine | null {
  return lines.length === 1 ? (lines[0] ?? null) : null;
}

/** Who or what bears it: a member, an agent or a team. */
export function ownerOf({ member, agent, team }: Pick<LedgerLine, 'member' | 'agent' | 'team'>) {
  return member ?? agent ?? team ?? null;
}

/** A line as the API takes it, its amount left out: the whole. */
export function toLineInput({ glAccount, category, member, team, agent, project }: LedgerLine): CostLineInput {
  return {
    glAccountId: glAccount?.id ?? null,
    category,
    memberId: member?.id ?? null,
    teamId: team?.id ?? null,
    agentId: agent?.id ?? null,
    projectId: project?.id ?? null,
  };
}

/** The owner by its global id, in place of the one there was. */
export function ownerInput(id: string): Pick<CostLineInput, 'memberId' | 'teamId' | 'agentId'> {
  const is = (type: string) => (id.startsWith(`${type}:`) ? id : null);
  return { memberId: is('Member'), teamId: is('Team'), agentId: is('Agent') };
}

/** It pays for the day it is dated on, and for no other. */
export function isForItsDate({ date, serviceFrom, serviceUntil }: LedgerEntry): boolean {
  return serviceFrom === date && serviceUntil === addDays(date, 1);
}

export function accountLabel({ code, name }: { code: string; name: string }): string {
  return `${code} ${name}`;
}

export const sourceLabels = {
  MANUAL: 'Entered',
  RECURRING: 'Recurring',
  SUBSCRIPTION: 'Subscription',
  CONNECTOR: 'Connection',
  TRACKED: 'Tracked',
  IMPORT: 'Imported',
  ADJUSTMENT: 'Adjustment',
} as const;

export const kindLabels = { FIXED: 'Fixed', VARIABLE: 'Variable' } as const;
