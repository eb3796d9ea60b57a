import { PublicPage } from './public-page.tsx';
import { SetUpForm } from './set-up-form.tsx';

export function SetUpPage() {
  return (
    <PublicPage title="Set up Outlay" description="Name your organization and create its first administrator." isWide>
      <SetUpForm />
    </PublicPage>
  );
}
