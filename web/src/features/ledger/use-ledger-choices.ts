import { useMemo } from 'react';
import { useQuery } from 'urql';
import type { CellChoice } from '../../components/data-grid/editable-column.ts';
import type { LedgerAccountsQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { usePeople } from '../people/use-people.ts';
import { accountLabel } from './ledger-entry.ts';

const LedgerAccountsDocument = graphql(`
  query LedgerAccounts($after: String) {
    glAccounts(first: 500, isArchived: false, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          code
          name
          type
        }
      }
    }
  }
`);

const LedgerUnitsDocument = graphql(`
  query LedgerUnits {
    teams(first: 500, isArchived: false) {
      edges {
        node {
          id
          name
        }
      }
    }
    agents(first: 500, isArchived: false) {
      edges {
        node {
          id
          name
        }
      }
    }
    projects(first: 500, isArchived: false) {
      edges {
        node {
          id
          name
        }
      }
    }
    dimensionValues(dimension: VENDOR, first: 500) {
      key
      label
    }
  }
`);

const noVariables = {};
const pickAccounts = (data: LedgerAccountsQuery) => data.glAccounts;
const ofAccounts = { additionalTypenames: ['GlAccount'] };
const ofUnits = { additionalTypenames: ['Team', 'Agent', 'Project', 'Vendor'] };

interface Named {
  edges: readonly { node: { id: string; name: string } }[];
}

const named = (things: Named | undefined, group?: string): CellChoice[] =>
  (things?.edges ?? []).map(({ node: { id, name } }) => ({ value: id, label: name, ...(group ? { group } : {}) }));

/** Accounts in use, by code. */
export function useAccounts(): LedgerAccountsQuery['glAccounts']['edges'][number]['node'][] {
  const [{ data }] = useAllNodes({
    query: LedgerAccountsDocument,
    variables: noVariables,
    pick: pickAccounts,
    context: ofAccounts,
  });
  return data ?? none;
}

const none: LedgerAccountsQuery['glAccounts']['edges'][number]['node'][] = [];

const accountGroups = [
  ['EXPENSE', 'Expense'],
  ['ASSET', 'Asset'],
  ['LIABILITY', 'Liability'],
] as const;

export interface LedgerChoices {
  accounts: CellChoice[];
  /** Members, teams and agents. */
  owners: CellChoice[];
  projects: CellChoice[];
  vendors: { id: string; name: string }[];
}

/** What a cost can be coded to, by global id. */
export function useLedgerChoices(): LedgerChoices {
  const accounts = useAccounts();
  const [{ data: members }] = usePeople();
  const [{ data: units }] = useQuery({ query: LedgerUnitsDocument, context: ofUnits });
  return useMemo(
    () => ({
      // Costs are mostly booked on expense accounts: these come first.
      accounts: accountGroups.flatMap(([type, group]) =>
        accounts
          .filter((account) => account.type === type)
          .map((account) => ({ value: account.id, label: accountLabel(account), group })),
      ),
      owners: [
        ...named(units?.teams, 'Teams'),
        ...(members ?? []).map(({ id, name }) => ({ value: id, label: name, group: 'Members' })),
        ...named(units?.agents, 'Agents'),
      ],
      projects: named(units?.projects),
      vendors: (units?.dimensionValues ?? [])
        .filter(({ key }) => key.startsWith('Vendor:'))
        .map(({ key, label }) => ({ id: key, name: label })),
    }),
    [accounts, members, units],
  );
}
