import type { GlRuleInput } from '../../gql/graphql.ts';

/** A rule as it is edited; empty texts match all, the account is needed. */
export interface DraftRule {
  key: string;
  /** Null: not saved yet. */
  id: string | null;
  vendor: string;
  tool: string;
  team: string;
  project: string;
  member: string;
  account: string;
  category: string;
}

export const newRule = (key: string): DraftRule => ({
  ...{ key, id: null, vendor: '', tool: '', team: '', project: '', member: '', account: '', category: '' },
});

/** As the API takes it, for the preview and for saving. */
export function toRuleInput(rule: DraftRule): GlRuleInput {
  return {
    vendorId: rule.vendor || null,
    toolId: rule.tool || null,
    teamId: rule.team || null,
    projectId: rule.project || null,
    memberId: rule.member || null,
    glAccountId: rule.account,
    category: rule.category.trim(),
  };
}

const isSame = (a: DraftRule, b: DraftRule) => JSON.stringify(toRuleInput(a)) === JSON.stringify(toRuleInput(b));

/** What saving has to do, in this order; then the rules are put into the order of `rules`. */
export interface RuleChanges {
  deleted: string[];
  changed: DraftRule[];
  created: DraftRule[];
  isReordered: boolean;
}

export function ruleChanges(saved: readonly DraftRule[], rules: readonly DraftRule[]): RuleChanges {
  const kept = new Set(rules.map(({ id }) => id));
  const before = new Map(saved.map((rule) => [rule.id, rule]));
  const created = rules.filter(({ id }) => id === null);
  const left = saved.filter(({ id }) => kept.has(id)).map(({ id }) => id);
  const now = rules.map(({ id }) => id);
  // New rules come last by themselves.
  const byItself = [...left, ...created.map(({ id }) => id)];
  return {
    deleted: saved.flatMap(({ id }) => (id !== null && !kept.has(id) ? [id] : [])),
    changed: rules.filter((rule) => {
      const former = before.get(rule.id);
      return rule.id !== null && former !== undefined && !isSame(former, rule);
    }),
    created,
    isReordered: byItself.some((id, index) => id !== now[index]),
  };
}

export function hasChanges({ deleted, changed, created, isReordered }: RuleChanges): boolean {
  return deleted.length > 0 || changed.length > 0 || created.length > 0 || isReordered;
}

/** The rule one place up (-1) or down (1), if there is one. */
export function moved(rules: readonly DraftRule[], index: number, by: -1 | 1): readonly DraftRule[] {
  const [one, other] = [rules[index], rules[index + by]];
  return one && other ? rules.with(index, other).with(index + by, one) : rules;
}
