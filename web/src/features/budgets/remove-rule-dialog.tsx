import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import type { AlertRule } from './alert-rule.ts';

const RemoveAlertRule = graphql(`
  mutation RemoveAlertRule($input: RemoveAlertRuleInput!) {
    removeAlertRule(input: $input) {
      __typename
      ... on RemovedAlertRule {
        ruleId
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface RemoveRuleDialogProps {
  rule: Pick<AlertRule, 'id' | 'name'>;
  onClose: () => void;
}

export function RemoveRuleDialog({ rule: { id, name }, onClose }: RemoveRuleDialogProps) {
  const { run } = useResultMutation(RemoveAlertRule, (data) => data.removeAlertRule);
  const remove = async () => {
    const outcome = await run({ input: { ruleId: id } });
    return outcome.ok ? null : failureText(outcome.failure);
  };
  return (
    <ConfirmDialog title={`Remove ${name}?`} confirmLabel="Remove" isDangerous onClose={onClose} onConfirm={remove}>
      It raises nothing any more, and its open alerts are closed. Alerts it raised stay in the list. To pause it, switch
      it off instead.
    </ConfirmDialog>
  );
}
