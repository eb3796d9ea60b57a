import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { Loaded } from '../../components/loaded.tsx';
import type { GlRulesQuery } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { GlRuleRow } from './gl-rule-row.tsx';
import classes from './gl-rules.module.css';
import { type DraftRule, hasChanges, moved, newRule, ruleChanges } from './gl-rules.ts';
import { GlRulesPreview } from './gl-rules-preview.tsx';
import { useLedgerChoices } from './use-ledger-choices.ts';
import { useSaveGlRules } from './use-save-gl-rules.ts';

const GlRulesDocument = graphql(`
  query GlRules {
    glRules(first: 500) {
      edges {
        node {
          id
          vendor {
            id
          }
          tool {
            id
          }
          team {
            id
          }
          project {
            id
          }
          member {
            id
          }
          glAccount {
            id
          }
          category
        }
      }
    }
    tools(first: 500) {
      edges {
        node {
          id
          name
        }
      }
    }
  }
`);

const context = { additionalTypenames: ['GlRule'] };

/** Rules by which variable cost finds its account; nothing changes before it is saved. */
export function GlRulesEditor() {
  const query = useQuery({ query: GlRulesDocument, context });
  return (
    <Loaded query={query} skeleton={<ListSkeleton />}>
      {(data) => <Editor key={JSON.stringify(data.glRules)} data={data} />}
    </Loaded>
  );
}

const toDraft = ({ node }: GlRulesQuery['glRules']['edges'][number]): DraftRule => ({
  key: node.id,
  id: node.id,
  vendor: node.vendor?.id ?? '',
  tool: node.tool?.id ?? '',
  team: node.team?.id ?? '',
  project: node.project?.id ?? '',
  member: node.member?.id ?? '',
  account: node.glAccount.id,
  category: node.category,
});

function Editor({ data }: { data: GlRulesQuery }) {
  const saved = useMemo(() => data.glRules.edges.map(toDraft), [data]);
  const [rules, setRules] = useState<readonly DraftRule[]>(saved);
  const [refusal, setRefusal] = useState<string | null>(null);
  const choices = useLedgerChoices();
  const { isBusy, save } = useSaveGlRules();
  const tools = data.tools.edges.map(({ node: { id, name } }) => ({ value: id, label: name }));
  const isChanged = hasChanges(ruleChanges(saved, rules));
  const isComplete = rules.every(({ account }) => account !== '');
  const submit = async () => {
    if (!isComplete) return setRefusal('Choose the account of every rule.');
    setRefusal(await save(saved, rules));
  };
  return (
    <section aria-labelledby="gl-rules">
      <Title order={2} id="gl-rules" mb="xs">
        Rules for variable cost
      </Title>
      <Text fz="sm" c="dimmed" mb="sm">
        The first rule whose every field matches places a cost. Without one, its team’s account holds, then the default
        expense account.
      </Text>
      <ol className={classes.rules}>
        {rules.map((rule, index) => (
          <GlRuleRow
            key={rule.key}
            place={index + 1}
            count={rules.length}
            rule={rule}
            choices={choices}
            tools={tools}
            onChange={(change) => setRules(rules.with(index, { ...rule, ...change }))}
            onMove={(by) => setRules(moved(rules, index, by))}
            onRemove={() => setRules(rules.toSpliced(index, 1))}
          />
        ))}
      </ol>
      {rules.length === 0 ? <Text fz="sm">No rules yet.</Text> : null}
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} />}
        onClick={() => setRules([...rules, newRule(crypto.randomUUID())])}
      >
        Add a rule
      </Button>
      {isChanged ? (
        <section className={classes.pending} aria-label="Changes not saved yet">
          {isComplete ? (
            <GlRulesPreview rules={rules} />
          ) : (
            <Text fz="sm">Choose the account of every rule to see what it moves.</Text>
          )}
          {refusal ? (
            <Alert color="red" variant="outline" role="alert" mt="sm">
              {refusal}
            </Alert>
          ) : null}
          <Group gap="xs" mt="sm">
            <Button loading={isBusy} onClick={() => void submit()}>
              Save rules
            </Button>
            <Button
              variant="default"
              onClick={() => {
                setRules(saved);
                setRefusal(null);
              }}
            >
              Discard changes
            </Button>
          </Group>
        </section>
      ) : null}
    </section>
  );
}
