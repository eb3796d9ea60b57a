import { describe, expect, test } from 'vitest';
import { type DraftRule, hasChanges, moved, newRule, ruleChanges, toRuleInput } from './gl-rules.ts';

const rule = (id: string | null, change: Partial<DraftRule> = {}): DraftRule => ({
  ...newRule(id ?? 'new'),
  id,
  account: 'GlAccount:1',
  ...change,
});
const saved = [rule('GlRule:1'), rule('GlRule:2', { vendor: 'Vendor:1' }), rule('GlRule:3')];

describe('what saving the rules has to do', () => {
  test('is nothing while they are as they were', () => {
    expect(hasChanges(ruleChanges(saved, saved))).toBe(false);
  });

  test('is deleting, changing and creating; new ones at the end need no reordering', () => {
    const changed = rule('GlRule:2', { vendor: 'Vendor:9' });
    const added = rule(null);
    expect(ruleChanges(saved, [rule('GlRule:1'), changed, added])).toEqual({
      deleted: ['GlRule:3'],
      changed: [changed],
      created: [added],
      isReordered: false,
    });
  });

  test('is reordering when a new one comes first or two change places', () => {
    expect(ruleChanges(saved, [rule(null), ...saved]).isReordered).toBe(true);
    expect(ruleChanges(saved, moved(saved, 0, 1)).isReordered).toBe(true);
    expect(moved(saved, 2, 1)).toEqual(saved);
  });
});

test('what is left empty matches all', () => {
  expect(toRuleInput(rule(null, { team: 'Team:2', category: ' Tools ' }))).toEqual({
    vendorId: null,
    toolId: null,
    teamId: 'Team:2',
    projectId: null,
    memberId: null,
    glAccountId: 'GlAccount:1',
    category: 'Tools',
  });
});
