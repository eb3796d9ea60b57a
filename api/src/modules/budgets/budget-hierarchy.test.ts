import { describe, expect, test } from 'vitest';
import { hierarchyProblem, MAX_LEVELS, type Placed } from './budget-hierarchy.ts';

const member = (id: number, parentId: number | null, scopeId = id): Placed => ({
  id,
  parentId,
  scope: 'MEMBER',
  scopeId,
});
/** Each below the one before. */
const chain = (first: number, length: number, parentId: number | null = null) =>
  Array.from({ length }, (_, index) => member(first + index, index === 0 ? parentId : first + index - 1));

describe('a hierarchy', () => {
  test('is as deep as allowed and no deeper, however a part is moved', () => {
    expect(hierarchyProblem(member(99, MAX_LEVELS - 1), chain(1, MAX_LEVELS - 1))).toBeUndefined();
    expect(hierarchyProblem(member(99, MAX_LEVELS), chain(1, MAX_LEVELS))).toBe('TOO_DEEP');
    const [moved, ...below] = chain(50, 4, 7);
    if (!moved) throw new Error('no budget');
    expect(hierarchyProblem(moved, [...chain(1, 7), ...below])).toBe('TOO_DEEP');
    expect(hierarchyProblem({ ...moved, parentId: 6 }, [...chain(1, 7), ...below])).toBeUndefined();
  });

  test('has no circle', () => {
    expect(hierarchyProblem(member(1, 3), [member(2, 1), member(3, 2)])).toBe('CIRCLE');
    expect(hierarchyProblem(member(1, 1), [])).toBe('CIRCLE');
  });

  test('has a subject once, on any branch; other hierarchies may have it too', () => {
    const others = [member(1, null), member(2, 1), member(3, 1), member(4, 3)];
    expect(hierarchyProblem(member(9, 2, 4), others)).toBe('SUBJECT_TWICE');
    expect(hierarchyProblem(member(9, 2, 1), others)).toBe('SUBJECT_TWICE');
    expect(hierarchyProblem(member(9, 8, 4), [...others, member(8, null)])).toBeUndefined();
    expect(hierarchyProblem({ ...member(9, 2, 4), scope: 'TEAM' }, others)).toBeUndefined();
  });
});
