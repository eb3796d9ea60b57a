// An agent on Anthropic: every call is tracked with its agent, session and customer, and stops at a hard budget.
import Anthropic from '@anthropic-ai/sdk';
import { createTracker } from 'outlay';

const tracker = createTracker({
  url: process.env.OUTLAY_URL ?? '',
  token: process.env.OUTLAY_TOKEN ?? '',
  context: { agent: 'Support agent', project: 'Helpdesk' },
  spool: { directory: process.env.OUTLAY_SPOOL ?? './outlay-spool' },
  hooks: {
    onDrop: ({ reason, count, message }) => process.stderr.write(`outlay: ${count} dropped (${reason}): ${message}\n`),
    onError: ({ message }) => process.stderr.write(`outlay: ${message}\n`),
  },
});
const anthropic = tracker.wrapAnthropic(new Anthropic());

/** Answers a question as it is written. */
async function answer(question: string): Promise<string> {
  const { isAllowed, reason } = await tracker.canSpend({ amount: '0.05' });
  if (!isAllowed) return `Not now: ${reason}`;
  const stream = anthropic.messages.stream({
    model: 'claude-sonnet-4-5',
    max_tokens: 500,
    messages: [{ role: 'user', content: question }],
  });
  return stream.on('text', (text) => process.stdout.write(text)).finalText();
}

const ticket = { sessionId: 'ticket-4711', customer: 'acme-gmbh', purpose: 'answer', tags: { channel: 'e-mail' } };
await tracker.withContext(ticket, () => answer('Where is my invoice?'));
process.stdout.write('\n');
await tracker.close();
