import { createFileRoute } from '@tanstack/react-router';
import { MyNotificationsPage } from '../../../features/budgets/my-notifications-page.tsx';

export const Route = createFileRoute('/_app/my/notifications')({ component: MyNotificationsPage });
