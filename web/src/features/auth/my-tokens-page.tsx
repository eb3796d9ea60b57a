import { Text, Title } from '@mantine/core';
import { CopyButton } from '../../components/copy-button.tsx';
import { Page } from '../../components/page.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import { ApiTokens } from './api-tokens.tsx';
import { curlExample } from './curl-example.ts';
import classes from './my-tokens-page.module.css';
import { SetUpGuide } from './set-up-guide.tsx';

export function MyTokensPage() {
  const { memberId } = useViewer();
  const example = curlExample(window.location.origin);
  return (
    <Page title="My tokens & set-up" description="Keys of your own for scripts. Each can do no more than you can.">
      <ApiTokens memberId={memberId} />
      <SetUpGuide origin={window.location.origin} />
      <section className={classes.example}>
        <Title order={2} fz="md">
          Read your spend with a script
        </Title>
        <Text fz="sm" c="dimmed" mb="xs">
          With a token that may read figures in OUTLAY_TOKEN, this prints your spend by model of the last 30 days.
        </Text>
        <pre className={classes.code}>{example}</pre>
        <CopyButton text={example} what="command" />
      </section>
    </Page>
  );
}
