import { expect, test } from 'vitest';
import { eachInSlices, mapInSlices } from './in-slices.ts';

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

test('works on everything in order, and lets others have their turn long before the end', async () => {
  const done: number[] = [];
  let doneAtTurn = -1;
  setImmediate(() => {
    doneAtTurn = done.length;
  });
  const items = Array.from({ length: 40 }, (_, index) => index);
  await eachInSlices(items, (item) => {
    spin(3);
    done.push(item);
  });
  expect(done).toEqual(items);
  expect(doneAtTurn).toBeGreaterThan(0);
  expect(doneAtTurn).toBeLessThan(20);
});

test('maps in order, and fails as the work does', async () => {
  expect(await mapInSlices([1, 2, 3], (item) => item * 2)).toEqual([2, 4, 6]);
  const failing = eachInSlices([1], () => {
    throw new RangeError('no');
  });
  await expect(failing).rejects.toThrow(RangeError);
});
