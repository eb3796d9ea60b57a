import { expect, test } from 'vitest';
import { changeInputs, newChange, scenarioField, scenarioSchema, scenarioValues } from './scenario-form.ts';

const today = '2026-11-22';

test('writes a change as the API takes it', () => {
  const change = { ...newChange(today), name: ' 5 more seats ', value: '$1,100', until: '2026-12-31' };
  expect(changeInputs([change])).toEqual([
    {
      ...{ name: '5 more seats', subject: { scope: 'ORGANIZATION' }, kind: 'AMOUNT', value: '1100' },
      ...{ from: today, until: '2027-01-01', interval: 'MONTHLY' },
    },
  ]);
});

test('a percentage has no interval, and once has none either', () => {
  const change = { ...newChange(today), name: 'Paused', value: '-100' };
  expect(changeInputs([{ ...change, kind: 'PERCENT' }])[0]).not.toHaveProperty('interval');
  expect(changeInputs([{ ...change, interval: '' }])[0]).not.toHaveProperty('interval');
});

test('names the field of the change that is wrong', () => {
  const outcome = scenarioSchema.safeParse({
    ...scenarioValues(undefined, today),
    name: 'Growth',
    changes: [{ ...newChange(today), name: 'Seats', value: '0', subject: { scope: 'AGENT', id: '' } }],
  });
  expect(outcome.error?.issues.map(({ path }) => path.join('.'))).toContain('changes.0.value');
  expect(scenarioField('changes.1.subject.id')).toBe('changes.1.subject');
  expect(scenarioField('changes.1.value')).toBe('changes.1.value');
});
