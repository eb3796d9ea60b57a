import { Title } from '@mantine/core';
import { useState } from 'react';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { ChoiceSelect } from '../../components/form/choice-select.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import type { TeamAccountsQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useAllNodes } from '../../lib/use-all-nodes.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { useLedgerChoices } from './use-ledger-choices.ts';

const TeamAccountsDocument = graphql(`
  query TeamAccounts($after: String) {
    teams(first: 500, isArchived: false, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          id
          name
          costCentre
          defaultGlAccount {
            id
          }
        }
      }
    }
  }
`);

const SetTeamGlAccount = graphql(`
  mutation SetTeamGlAccount($input: SetTeamGlAccountInput!) {
    setTeamGlAccount(input: $input) {
      __typename
      ... on Team {
        id
        defaultGlAccount {
          id
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const pick = (data: TeamAccountsQuery) => data.teams;
const noVariables = {};
const context = { additionalTypenames: ['Team'] };

/** Where a team's variable cost goes when no rule places it; saved with each choice. */
export function TeamAccounts() {
  const query = useAllNodes({ query: TeamAccountsDocument, variables: noVariables, pick, context });
  const { accounts } = useLedgerChoices();
  const { run } = useResultMutation(SetTeamGlAccount, (data) => data.setTeamGlAccount);
  const [refusals, setRefusals] = useState<Readonly<Record<string, string>>>({});
  const set = async (teamId: string, glAccountId: string) => {
    const outcome = await run({ input: { teamId, glAccountId: glAccountId || null } });
    setRefusals(({ [teamId]: _former, ...rest }) =>
      outcome.ok ? rest : { ...rest, [teamId]: failureText(outcome.failure) },
    );
  };
  return (
    <section aria-labelledby="team-accounts">
      <Title order={2} id="team-accounts" mb="xs">
        Accounts of teams
      </Title>
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {(teams) =>
          teams.length === 0 ? (
            <p>No teams yet.</p>
          ) : (
            <PlainTable label="Teams and their accounts" headings={['Team', 'Cost centre', 'Account']}>
              {teams.map(({ id, name, costCentre, defaultGlAccount }) => (
                <tr key={id}>
                  <td>{name}</td>
                  <td>{costCentre ?? '–'}</td>
                  <td>
                    <ChoiceSelect
                      aria-label={`Account of ${name}`}
                      placeholder="The default expense account"
                      choices={accounts}
                      value={defaultGlAccount?.id ?? ''}
                      onChange={(account) => void set(id, account)}
                      error={refusals[id]}
                      clearable
                      maw={320}
                    />
                  </td>
                </tr>
              ))}
            </PlainTable>
          )
        }
      </Loaded>
    </section>
  );
}
