import { Radio, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useQuery } from 'urql';
import { FactsSkeleton } from '../../components/facts-skeleton.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { graphql } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import classes from './approval-setting.module.css';

const ApprovalSettingQuery = graphql(`
  query ApprovalSetting {
    accountingSettings {
      requiresSubscriptionApproval
    }
  }
`);

const ChangeApprovalSetting = graphql(`
  mutation ChangeApprovalSetting($input: ChangeAccountingSettingsInput!) {
    changeAccountingSettings(input: $input) {
      __typename
      ... on AccountingSettings {
        requiresSubscriptionApproval
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

/** Whether what members add counts at once, or waits for an administrator. */
export function ApprovalSetting() {
  const query = useQuery({ query: ApprovalSettingQuery });
  return (
    <section aria-labelledby="approval-setting" className={classes.section}>
      <Title order={2} id="approval-setting" mb="xs">
        Subscriptions that members add
      </Title>
      <Loaded query={query} skeleton={<FactsSkeleton />}>
        {({ accountingSettings }) => <ApprovalChoice isRequired={accountingSettings.requiresSubscriptionApproval} />}
      </Loaded>
    </section>
  );
}

function ApprovalChoice({ isRequired }: { isRequired: boolean }) {
  const [shown, setShown] = useState(isRequired);
  const [refusal, setRefusal] = useState<string | null>(null);
  const { isBusy, run } = useResultMutation(ChangeApprovalSetting, (data) => data.changeAccountingSettings);
  const change = async (value: string) => {
    const requiresSubscriptionApproval = value === 'approve';
    setShown(requiresSubscriptionApproval);
    const outcome = await run({ input: { requiresSubscriptionApproval } });
    setRefusal(outcome.ok ? null : failureText(outcome.failure));
    if (!outcome.ok) setShown(!requiresSubscriptionApproval);
    else {
      const message = requiresSubscriptionApproval
        ? 'What members add waits for an administrator from now on.'
        : 'What members add counts at once from now on.';
      notifications.show({ message });
    }
  };
  return (
    <Radio.Group
      value={shown ? 'approve' : 'record'}
      onChange={(value) => void change(value)}
      error={refusal}
      aria-labelledby="approval-setting"
    >
      <Stack gap="xs">
        <Radio
          value="record"
          disabled={isBusy}
          label="Just record them"
          description="They count from their start, without anybody’s approval."
        />
        <Radio
          value="approve"
          disabled={isBusy}
          label="Approve them first"
          description="They wait for an administrator, and cost nothing until then."
        />
      </Stack>
    </Radio.Group>
  );
}
