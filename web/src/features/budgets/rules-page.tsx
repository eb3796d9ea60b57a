import { Button, Group, Menu, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { ListSkeleton } from '../../components/data-table/list-skeleton.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Instant } from '../../components/instant.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { PlainTable } from '../../components/plain-table.tsx';
import { RowMenu } from '../../components/row-menu.tsx';
import { StatusDot } from '../../components/status-dot.tsx';
import { TextLink } from '../../components/text-link.tsx';
import { graphql, readFragment } from '../../gql/index.ts';
import { failureText } from '../../lib/mutation-result.ts';
import { useResultMutation } from '../../lib/use-result-mutation.ts';
import { type AlertRule, AlertRuleDocument, ruleCondition } from './alert-rule.ts';
import { severityLabels, severityTones } from './alert-words.ts';
import classes from './budgets.module.css';
import { BudgetsFrame } from './budgets-frame.tsx';
import { RemoveRuleDialog } from './remove-rule-dialog.tsx';
import { ChangeAlertRule, RuleDialog } from './rule-dialog.tsx';

const RulesPageDocument = graphql(`
  query RulesPage {
    alertRules(first: 100) {
      edges {
        node {
          ...AlertRuleRow
        }
      }
    }
  }
`);

const context = {
  additionalTypenames: ['AlertRule', 'BudgetAlert', 'RemovedAlertRule'],
  requestPolicy: 'cache-and-network' as const,
};

interface RulesPageProps {
  /** `new`, or the id of the rule that is changed. */
  dialog: string;
  onDialog: (dialog: string) => void;
}

/** What is watched besides budgets. */
export function RulesPage({ dialog, onDialog }: RulesPageProps) {
  const query = useQuery({ query: RulesPageDocument, context });
  const [removed, setRemoved] = useState<AlertRule | null>(null);
  return (
    <BudgetsFrame
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={() => onDialog('new')}>
          New rule
        </Button>
      }
    >
      <Loaded query={query} skeleton={<ListSkeleton />}>
        {({ alertRules }) => {
          const rules = readFragment(
            AlertRuleDocument,
            alertRules.edges.map(({ node }) => node),
          );
          const changed = rules.find(({ id }) => id === dialog);
          return (
            <>
              {rules.length === 0 ? (
                <EmptyState title="Nothing is watched but budgets">A rule raises an alert by itself.</EmptyState>
              ) : (
                <PlainTable
                  label="Alert rules"
                  headings={[
                    'On',
                    'Rule',
                    'Severity',
                    { right: 'Open alerts', isHiddenOnPhone: true },
                    { left: 'Looked at', isHiddenOnPhone: true },
                    '',
                  ]}
                >
                  {rules.map((rule) => (
                    <tr key={rule.id}>
                      <td>
                        <RuleSwitch rule={rule} />
                      </td>
                      <td>
                        <span>{rule.name}</span>
                        <span className={classes.note}>{ruleCondition(rule)}</span>
                      </td>
                      <td>
                        <StatusDot tone={severityTones[rule.severity]}>{severityLabels[rule.severity]}</StatusDot>
                      </td>
                      <td data-align="right" data-phone="hidden" className="numeric">
                        {rule.openAlertCount > 0 ? (
                          <TextLink to="/budgets/alerts" search={{ ruleId: rule.id }}>
                            {rule.openAlertCount}
                          </TextLink>
                        ) : (
                          '0'
                        )}
                      </td>
                      <td data-phone="hidden">
                        <Instant at={rule.evaluatedAt} isRelative />
                      </td>
                      <td data-align="right">
                        <RowMenu name={rule.name}>
                          <Menu.Item onClick={() => onDialog(rule.id)}>Change…</Menu.Item>
                          <Menu.Item
                            renderRoot={(props) => (
                              <Link to="/budgets/alerts" search={{ ruleId: rule.id, show: 'all' }} {...props} />
                            )}
                          >
                            Show its alerts
                          </Menu.Item>
                          <Menu.Item onClick={() => setRemoved(rule)}>Remove…</Menu.Item>
                        </RowMenu>
                      </td>
                    </tr>
                  ))}
                </PlainTable>
              )}
              {dialog === 'new' ? <RuleDialog onClose={() => onDialog('')} /> : null}
              {changed ? <RuleDialog rule={changed} onClose={() => onDialog('')} /> : null}
            </>
          );
        }}
      </Loaded>
      {removed ? <RemoveRuleDialog rule={removed} onClose={() => setRemoved(null)} /> : null}
    </BudgetsFrame>
  );
}

function RuleSwitch({ rule: { id, name, isEnabled } }: { rule: AlertRule }) {
  const { isBusy, run } = useResultMutation(ChangeAlertRule, (data) => data.changeAlertRule);
  const toggle = async () => {
    const outcome = await run({ input: { ruleId: id, isEnabled: !isEnabled } });
    if (!outcome.ok) notifications.show({ color: 'red', message: failureText(outcome.failure) });
  };
  return (
    <Group>
      <Switch aria-label={`Watch: ${name}`} checked={isEnabled} disabled={isBusy} onChange={() => void toggle()} />
    </Group>
  );
}
