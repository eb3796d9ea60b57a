import { expect, test } from 'vitest';
import { checkUsageEvent } from './check-usage-event.ts';

test('what trackers name is one line: alerts and mails show it to others', () => {
  const occurredAt = new Date('2026-11-01T00:00:00Z');
  const event = {
    idempotencyKey: 'k',
    vendor: 'acme',
    model: 'opus\nhttps://evil.test',
    agent: '\u202Ebot\r',
    occurredAt,
  };
  expect(checkUsageEvent(event, 0, occurredAt)).toMatchObject({
    texts: { model: 'opus https://evil.test', agent: 'bot' },
  });
});
