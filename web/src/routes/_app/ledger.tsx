import { createFileRoute, Outlet } from '@tanstack/react-router';
import { requireAdmin } from '../../app/require-admin.ts';

export const Route = createFileRoute('/_app/ledger')({ beforeLoad: requireAdmin, component: Outlet });
