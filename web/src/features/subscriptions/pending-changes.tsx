import { notifications } from '@mantine/notifications';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { failureText, type Outcome } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { tellChange } from './tell-change.ts';

const ResumeSubscription = graphql(`
  mutation ResumeSubscription($input: ResumeSubscriptionInput!) {
    resumeSubscription(input: $input) {
      __typename
      ... on SubscriptionChange {
        ...ChangeOutcome_change
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

const ApproveSubscription = graphql(`
  mutation ApproveSubscription($input: ApproveSubscriptionInput!) {
    approveSubscription(input: $input) {
      __typename
      ... on SubscriptionChange {
        ...ChangeOutcome_change
      }
      ... on Error {
        ...Failure
      }
    }
  }
`);

interface Subject {
  id: string;
  name: string;
  version: number;
}

interface PendingChanges {
  /** What is being done to this version of it: "Approving…". */
  pendingOf: (subject: Pick<Subject, 'id' | 'version'>) => string | undefined;
  resume: (subject: Subject) => Promise<void>;
  approve: (subject: Subject) => Promise<void>;
}

const PendingContext = createContext<PendingChanges | null>(null);

/** @throws when used outside a page of subscriptions. */
export function usePendingChanges(): PendingChanges {
  const pending = useContext(PendingContext);
  if (!pending) throw new Error('usePendingChanges works inside PendingChangesProvider only.');
  return pending;
}

/** Shows at once what a click does, until the server's newer version arrives or its refusal takes it back. */
export function PendingChangesProvider({ children }: { children: ReactNode }) {
  const [pending, setPending] = useState<ReadonlyMap<string, { word: string; version: number }>>(new Map());
  const resuming = useResultMutation(ResumeSubscription, (data) => data.resumeSubscription);
  const approving = useResultMutation(ApproveSubscription, (data) => data.approveSubscription);

  const show = async <Value,>({ id, version }: Subject, word: string, run: () => Promise<Outcome<Value>>) => {
    setPending((before) => new Map(before).set(id, { word, version }));
    const outcome = await run();
    if (outcome.ok) return outcome.value;
    setPending((before) => new Map([...before].filter(([key]) => key !== id)));
    notifications.show({ color: 'red.9', message: failureText(outcome.failure) });
    return null;
  };
  const inputOf = ({ id, version }: Subject) => ({ input: { subscriptionId: id, version } });

  const value: PendingChanges = {
    pendingOf: ({ id, version }) => {
      const change = pending.get(id);
      return change?.version === version ? change.word : undefined;
    },
    resume: async (subject) => {
      const change = await show(subject, 'Resuming…', () => resuming.run(inputOf(subject)));
      if (change) tellChange(change, `${subject.name} renews again.`);
    },
    approve: async (subject) => {
      const change = await show(subject, 'Approving…', () => approving.run(inputOf(subject)));
      if (change) tellChange(change, `${subject.name} is approved and counts from its start.`);
    },
  };
  return <PendingContext value={value}>{children}</PendingContext>;
}
