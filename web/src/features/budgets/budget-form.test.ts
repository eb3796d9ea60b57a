import { expect, test } from 'vitest';
import { budgetSchema, budgetValues, changeInput, createInput } from './budget-form.ts';

const filled = { ...budgetValues(undefined), name: ' Platform ', limit: '$1,500' };

function problems(change: Partial<typeof filled>): string[] {
  const outcome = budgetSchema.safeParse({ ...filled, ...change });
  return outcome.success ? [] : outcome.error.issues.map(({ path, message }) => `${path[0]?.toString()}: ${message}`);
}

test('takes amounts as people write them, and the last day as the first day after', () => {
  const input = createInput({ ...filled, validUntil: '2026-12-31', thresholds: ['80%', '100'] });
  expect(input).toMatchObject({ name: 'Platform', limit: '1500', validUntil: '2027-01-01', thresholds: [80, 100] });
  expect(input.subject).toEqual({ scope: 'ORGANIZATION' });
});

test('leaves out what a period cannot have', () => {
  const wanted = { ...filled, alertsOnProjection: true, carriesOver: true };
  expect(createInput({ ...wanted, period: 'HOURLY' })).toMatchObject({ alertsOnProjection: false, carriesOver: false });
  expect(createInput({ ...wanted, period: 'DAILY' })).toMatchObject({ alertsOnProjection: false, carriesOver: true });
  expect(createInput({ ...wanted, period: 'WEEKLY' })).toMatchObject({ alertsOnProjection: true, carriesOver: true });
});

test('names the field that is wrong', () => {
  expect(problems({})).toEqual([]);
  expect(problems({ name: ' ' })).toEqual(['name: Enter a name.']);
  expect(problems({ limit: '0' })).toEqual(['limit: Write a number above 0, such as 500.']);
  expect(problems({ limit: '-5' })).toEqual(['limit: Write a number above 0, such as 500.']);
  expect(problems({ subject: { scope: 'TEAM', id: '' } })).toEqual(['subject: Choose whom or what it is about.']);
  expect(problems({ thresholds: ['80', '0'] })[0]).toMatch(/^thresholds: /);
});

test('a change names the version that was seen', () => {
  const budget = {
    ...{ id: 'Budget:1', name: 'Platform', version: 7, limit: '10', currency: 'USD', notes: '', thresholds: [80] },
    ...{ period: 'MONTHLY' as const, metric: 'COST' as const, parent: null, archivedAt: null, allocation: null },
    ...{ subject: { id: 'Team:1', name: 'Platform', scope: 'TEAM' as const }, currentWindow: null },
    ...{ isHard: true, alertsOnProjection: false, carriesOver: false, validFrom: null, validUntil: '2027-01-01' },
  };
  const values = budgetValues(budget);
  expect(values.validUntil).toBe('2026-12-31');
  expect(changeInput({ ...values, limitNote: ' New hire ' }, budget)).toMatchObject({
    budgetId: 'Budget:1',
    version: 7,
    limitNote: 'New hire',
    isHard: true,
    validUntil: '2027-01-01',
  });
  expect(changeInput(values, budget)).not.toHaveProperty('limitNote');
});
