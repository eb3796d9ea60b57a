import { createFileRoute } from '@tanstack/react-router';
import { MyTokensPage } from '../../../features/auth/my-tokens-page.tsx';

export const Route = createFileRoute('/_app/my/tokens')({ component: MyTokensPage });
