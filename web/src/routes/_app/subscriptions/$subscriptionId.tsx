import { createFileRoute } from '@tanstack/react-router';
import { SubscriptionPage } from '../../../features/subscriptions/subscription-page.tsx';

export const Route = createFileRoute('/_app/subscriptions/$subscriptionId')({ component: Subscription });

function Subscription() {
  return <SubscriptionPage subscriptionId={Route.useParams().subscriptionId} />;
}
