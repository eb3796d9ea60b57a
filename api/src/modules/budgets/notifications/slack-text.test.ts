import { expect, test } from 'vitest';
import { slackMessage } from './message-content.ts';

const alertOf = (name: string) => ({
  ...{
    id: 1,
    severity: 'WARNING' as const,
    link: '/explore?rows=%5B%5D',
    raisedAt: new Date(0),
    subjectKey: 'Agent:1',
  },
  ...{ title: `Runaway agent ${name}`, evidence: { agent: name, spend: '12.5' }, budget: null, rule: null },
});
const textOf = (name: string): string => JSON.parse(slackMessage([alertOf(name)], 'http://outlay.test')).text;

test.each([
  ['<!channel>', /<!/],
  ['<@U123>', /<@/],
  ['@channel', /@channel/],
  ['@Here @all @EVERYONE', /@(here|all|everyone)/i],
  ['<https://evil.test|your invoice>', /<https:|https:\/\/evil/],
  ['[your invoice](https://evil.test)', /\]\(/],
  ['https://evil.test/pay', /https:\/\/evil/],
  ['x>*\nCritical: all is well', /\n *Critical/],
])('a name like %j is told as it is written and does nothing', (name, acting) => {
  const text = textOf(name);
  expect(text).not.toMatch(acting);
  expect(text).toContain('<http://outlay.test/explore?rows=%5B%5D|Runaway agent ');
  expect(text.split('\n')).toHaveLength(3);
});

test('other text stays as it is', () => {
  expect(textOf('ada@acme.test (5 % & more)')).toContain('Agent: ada@acme.test (5 % &amp; more)\nSpend: 12.5');
});
