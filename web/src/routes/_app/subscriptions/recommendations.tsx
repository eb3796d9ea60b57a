import { createFileRoute } from '@tanstack/react-router';
import { RecommendationsPage } from '../../../features/subscriptions/recommendations-page.tsx';

export const Route = createFileRoute('/_app/subscriptions/recommendations')({ component: RecommendationsPage });
