import { createFileRoute } from '@tanstack/react-router';
import { requireAdmin } from '../../../app/require-admin.ts';
import { OrganizationPage } from '../../../features/people/organization-page.tsx';
import { ApprovalSetting } from '../../../features/subscriptions/approval-setting.tsx';

export const Route = createFileRoute('/_app/settings/organization')({
  beforeLoad: requireAdmin,
  component: () => (
    <>
      <OrganizationPage />
      <ApprovalSetting />
    </>
  ),
});
