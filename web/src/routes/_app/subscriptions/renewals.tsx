import { createFileRoute } from '@tanstack/react-router';
import { RenewalsPage } from '../../../features/subscriptions/renewals-page.tsx';

export const Route = createFileRoute('/_app/subscriptions/renewals')({ component: RenewalsPage });
