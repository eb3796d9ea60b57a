import { createRootRouteWithContext, Outlet } from '@tanstack/react-router';
import type { Client } from 'urql';

export const Route = createRootRouteWithContext<{ client: Client }>()({ component: Outlet });
