import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { RowMenu } from '../../components/row-menu.tsx';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useViewer } from '../../lib/viewer.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { ChangeDetailsDialog } from './change-details-dialog.tsx';
import { ChangePlanDialog } from './change-plan-dialog.tsx';
import { DeclineDialog } from './decline-dialog.tsx';
import { HandOverDialog } from './hand-over-dialog.tsx';
import { usePendingChanges } from './pending-changes.tsx';
import { SetChargeDialog } from './set-charge-dialog.tsx';

const ActionsFragment = graphql(`
  fragment SubscriptionActions_subscription on PaidSubscription {
    id
    name
    version
    status
    approval
    isVariable
    startedOn
    endsOn
    member {
      id
    }
    ...ChangePlanDialog_subscription
    ...ChangeDetailsDialog_subscription
    ...CancelDialog_subscription
    ...SetChargeDialog_subscription
  }
`);

type Dialog = 'plan' | 'details' | 'charge' | 'handOver' | 'cancel' | 'decline';

interface SubscriptionActionsProps {
  subscription: FragmentType<typeof ActionsFragment>;
  /** On its own page, where changing it is a button. */
  isOnPage?: boolean;
}

/** Everything one does to a subscription that one may manage. */
export function SubscriptionActions({ subscription: masked, isOnPage = false }: SubscriptionActionsProps) {
  const subscription = readFragment(ActionsFragment, masked);
  const { isAdmin } = useViewer();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const { resume, approve } = usePendingChanges();
  const { id, name, version, status, isVariable, member } = subscription;
  const close = () => setDialog(null);
  const isWaiting = status === 'PENDING';
  const mayDecide = isAdmin && (isWaiting || status === 'DECLINED');
  return (
    <>
      {isOnPage && mayDecide ? <Button onClick={() => void approve(subscription)}>Approve</Button> : null}
      {isOnPage ? (
        <Button variant="default" onClick={() => setDialog('plan')}>
          Change plan or price
        </Button>
      ) : null}
      <RowMenu name={name}>
        {mayDecide ? <Menu.Item onClick={() => void approve(subscription)}>Approve</Menu.Item> : null}
        {isAdmin && isWaiting ? <Menu.Item onClick={() => setDialog('decline')}>Decline…</Menu.Item> : null}
        {mayDecide ? <Menu.Divider /> : null}
        {isOnPage ? null : <Menu.Item onClick={() => setDialog('plan')}>Change plan, price or seats…</Menu.Item>}
        <Menu.Item onClick={() => setDialog('charge')}>
          {isVariable ? 'Enter what it cost…' : 'One date cost something else…'}
        </Menu.Item>
        <Menu.Item onClick={() => setDialog('details')}>Change details…</Menu.Item>
        <Menu.Item onClick={() => setDialog('handOver')}>Hand over…</Menu.Item>
        {subscription.endsOn === null ? (
          <Menu.Item onClick={() => setDialog('cancel')}>Cancel…</Menu.Item>
        ) : (
          <>
            <Menu.Item onClick={() => setDialog('cancel')}>Change its end…</Menu.Item>
            <Menu.Item onClick={() => void resume(subscription)}>Take the cancellation back</Menu.Item>
          </>
        )}
      </RowMenu>
      {dialog === 'plan' ? <ChangePlanDialog subscription={subscription} onClose={close} /> : null}
      {dialog === 'details' ? <ChangeDetailsDialog subscription={subscription} onClose={close} /> : null}
      {dialog === 'charge' ? <SetChargeDialog subscription={subscription} onClose={close} /> : null}
      {dialog === 'cancel' ? <CancelDialog subscription={subscription} onClose={close} /> : null}
      {dialog === 'decline' ? <DeclineDialog subscription={subscription} onClose={close} /> : null}
      {dialog === 'handOver' ? (
        <HandOverDialog subscription={{ id, name, version, ownerMemberId: member?.id }} onClose={close} />
      ) : null}
    </>
  );
}
