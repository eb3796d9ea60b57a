import { Button, Divider } from '@mantine/core';
import { PublicPage } from './public-page.tsx';
import { SignInForm } from './sign-in-form.tsx';

interface SignInPageProps {
  /** Path to open afterwards. */
  next: string;
  hasGoogleSignIn: boolean;
}

export function SignInPage({ next, hasGoogleSignIn }: SignInPageProps) {
  return (
    <PublicPage title="Sign in">
      {hasGoogleSignIn ? (
        <>
          <Button component="a" href={`/auth/google?next=${encodeURIComponent(next)}`} variant="default" fullWidth>
            Continue with Google
          </Button>
          <Divider label="or" my="md" />
        </>
      ) : null}
      <SignInForm next={next} />
    </PublicPage>
  );
}
