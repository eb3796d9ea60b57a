import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { graphql, readFragment } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import type { ProjectionSearch } from './budgets-search.ts';
import classes from './projection.module.css';
import { ScenarioDocument } from './scenario.ts';
import { ScenarioDialog } from './scenario-dialog.tsx';

const ScenariosDocument = graphql(`
  query Scenarios {
    scenarios(first: 100) {
      edges {
        node {
          ...ScenarioItem
        }
      }
    }
  }
`);

const DeleteScenario = graphql(`
  mutation DeleteScenario($scenarioId: ID!) {
    deleteScenario(scenarioId: $scenarioId) {
      __typename
      ... on DeletedScenario {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const context = { additionalTypenames: ['ProjectionScenario', 'DeletedScenario'] };

interface ScenariosProps {
  search: ProjectionSearch;
  onSearch: (change: Partial<ProjectionSearch>) => void;
}

/** Chooses the scenario that is counted in, and keeps scenarios. */
export function Scenarios({ search, onSearch }: ScenariosProps) {
  const [{ data }] = useQuery({ query: ScenariosDocument, context });
  const [isDeleting, setDeleting] = useState(false);
  const { run } = useResultMutation(DeleteScenario, (answer) => answer.deleteScenario);
  const scenarios = readFragment(
    ScenarioDocument,
    (data?.scenarios.edges ?? []).map(({ node }) => node),
  );
  const chosen = scenarios.find(({ id }) => id === search.scenario);
  const close = () => onSearch({ dialog: '' });
  const remove = async () => {
    const outcome = await run({ scenarioId: chosen?.id ?? '' });
    if (!outcome.ok) return failureText(outcome.failure);
    onSearch({ scenario: '' });
    return null;
  };
  const isCost = search.metric === 'COST';
  return (
    <div className={classes.scenarios}>
      {scenarios.length > 0 && isCost ? (
        <Select
          aria-label="Scenario"
          placeholder="Without a scenario"
          data={scenarios.map(({ id, name, isShared, ownerName, canChange }) => ({
            value: id,
            label: isShared && !canChange ? `${name} (${ownerName})` : name,
          }))}
          clearable
          w={280}
          value={chosen?.id ?? null}
          onChange={(scenario) => onSearch({ scenario: scenario ?? '' })}
        />
      ) : null}
      {chosen?.canChange && isCost ? (
        <>
          <Button variant="default" onClick={() => onSearch({ dialog: 'change' })}>
            Change scenario
          </Button>
          <Button variant="default" onClick={() => setDeleting(true)}>
            Delete scenario
          </Button>
        </>
      ) : null}
      {search.dialog === 'new' ? (
        <ScenarioDialog onClose={close} onSaved={(scenario) => onSearch({ dialog: '', scenario, metric: 'COST' })} />
      ) : null}
      {search.dialog === 'change' && chosen ? (
        <ScenarioDialog scenario={chosen} onClose={close} onSaved={close} />
      ) : null}
      {isDeleting && chosen ? (
        <ConfirmDialog
          title={`Delete ${chosen.name}?`}
          confirmLabel="Delete"
          isDangerous
          onClose={() => setDeleting(false)}
          onConfirm={remove}
        >
          {chosen.isShared ? 'It is gone for everybody. ' : ''}Spend and budgets do not change.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
