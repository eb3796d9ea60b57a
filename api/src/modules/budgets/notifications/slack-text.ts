import { oneLine } from '../../../lib/one-line.ts';

/** Between signs that must not work together: nothing is seen of it. */
const APART = '\u200B';

/**
 * Text that people chose (names of members, agents, models), as a chat shows it: it addresses nobody, links nowhere and
 * stays in its line. Slack reads `<!channel>`, Mattermost and others also `@channel` and links of Markdown.
 */
export function slackText(text: string): string {
  return oneLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=channel|here|all|everyone)/gi, `@${APART}`)
    .replaceAll('](', `]${APART}(`)
    .replaceAll('://', `:${APART}//`);
}
