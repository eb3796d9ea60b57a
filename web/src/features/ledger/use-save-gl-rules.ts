import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { type DraftRule, ruleChanges, toRuleInput } from './gl-rules.ts';

const CreateGlRule = graphql(`
  mutation CreateGlRule($input: CreateGlRuleInput!) {
    createGlRule(input: $input) {
      __typename
      ... on GlRule {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ChangeGlRule = graphql(`
  mutation ChangeGlRule($input: ChangeGlRuleInput!) {
    changeGlRule(input: $input) {
      __typename
      ... on GlRule {
        id
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const DeleteGlRule = graphql(`
  mutation DeleteGlRule($input: DeleteGlRuleInput!) {
    deleteGlRule(input: $input) {
      __typename
      ... on GlRulesOrder {
        rules {
          id
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ReorderGlRules = graphql(`
  mutation ReorderGlRules($input: ReorderGlRulesInput!) {
    reorderGlRules(input: $input) {
      __typename
      ... on GlRulesOrder {
        rules {
          id
          position
        }
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** Saves rules one change after the other; answers what was refused, or null. */
export function useSaveGlRules() {
  const [isBusy, setBusy] = useState(false);
  const create = useResultMutation(CreateGlRule, (data) => data.createGlRule);
  const change = useResultMutation(ChangeGlRule, (data) => data.changeGlRule);
  const remove = useResultMutation(DeleteGlRule, (data) => data.deleteGlRule);
  const reorder = useResultMutation(ReorderGlRules, (data) => data.reorderGlRules);

  const apply = async (saved: readonly DraftRule[], rules: readonly DraftRule[]): Promise<string | null> => {
    const { deleted, changed, isReordered } = ruleChanges(saved, rules);
    for (const ruleId of deleted) {
      const outcome = await remove.run({ input: { ruleId } });
      if (!outcome.ok) return failureText(outcome.failure);
    }
    for (const rule of changed) {
      const outcome = await change.run({ input: { ruleId: rule.id ?? '', ...toRuleInput(rule) } });
      if (!outcome.ok) return failureText(outcome.failure);
    }
    const ruleIds: string[] = [];
    for (const rule of rules) {
      if (rule.id !== null) {
        ruleIds.push(rule.id);
        continue;
      }
      const outcome = await create.run({ input: toRuleInput(rule) });
      if (!outcome.ok) return failureText(outcome.failure);
      ruleIds.push(outcome.value.id);
    }
    if (!isReordered) return null;
    const outcome = await reorder.run({ input: { ruleIds } });
    return outcome.ok ? null : failureText(outcome.failure);
  };
  const save = async (saved: readonly DraftRule[], rules: readonly DraftRule[]) => {
    setBusy(true);
    const refusal = await apply(saved, rules);
    setBusy(false);
    return refusal;
  };
  return { isBusy, save };
}
