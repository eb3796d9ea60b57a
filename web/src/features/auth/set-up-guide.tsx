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
        {snippets.map(({ id, label, needs, text, code }) => (
          <Tabs.Panel key={id} value={id}>
            <Text fz="sm" c="dimmed" mb="xs">
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
