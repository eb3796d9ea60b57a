import { Tabs, Text, Title } from '@mantine/core';
import { CopyButton } from '../../components/copy-button.tsx';
import { scopeLabels } from '../../lib/labels.ts';
import classes from './my-tokens-page.module.css';
import { setUpSnippets } from './set-up-snippets.ts';

/** What to paste where, so that usage no vendor reports arrives here. */
export function SetUpGuide({ origin }: { origin: string }) {
  const snippets = setUpSnippets(origin);
  return (
    <section className={classes.example}>
      <Title order={2} fz="md" mb="xs">
        Set up your tools
      </Title>
      <Tabs defaultValue="push" keepMounted={false}>
        <Tabs.List aria-label="Tools" mb="sm">
          {snippets.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippets.map(({ id, label, needs, text, install, code }) => (
          <Tabs.Panel key={id} value={id}>
            {install && (
              <>
                <Text fz="sm" c="dimmed" mb="xs">
                  First install what this server hands out, and again after it was upgraded. You need Node 20.16 or
                  newer (of 22: 22.3).
                </Text>
                <pre className={classes.code}>{install}</pre>
                <CopyButton text={install} what="installation" />
              </>
            )}
            <Text fz="sm" c="dimmed" mt={install ? 'lg' : 0} mb="xs">
              {text} The token needs: {scopeLabels[needs]}.
            </Text>
            <pre className={classes.code}>{code}</pre>
            <CopyButton text={code} what={`set-up for ${label}`} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </section>
  );
}
