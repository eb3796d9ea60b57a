import { expect, test } from 'vitest';
import { axisSteps } from './axis-steps.ts';

test('steps are round and cover what is shown', () => {
  expect(axisSteps(0, 100)).toEqual([0, 25, 50, 75, 100]);
  expect(axisSteps(0, 93.4)).toEqual([0, 25, 50, 75, 100]);
  expect(axisSteps(-12, 50)).toEqual([-20, 0, 20, 40, 60]);
  expect(axisSteps(0, 0.0007)).toEqual([0, 0.0002, 0.0004, 0.0006, 0.0008]);
  expect(axisSteps(0, 1_234_567)).toEqual([0, 500_000, 1_000_000, 1_500_000]);
});

test('nothing at all still has an axis', () => {
  expect(axisSteps(0, 0)).toEqual([0, 1]);
});
