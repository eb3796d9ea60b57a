import { ActionIcon, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { CellChoice } from '../../components/data-grid/editable-column.ts';
import { ChoiceSelect } from '../../components/form/choice-select.tsx';
import classes from './gl-rules.module.css';
import type { DraftRule } from './gl-rules.ts';
import type { LedgerChoices } from './use-ledger-choices.ts';

interface GlRuleRowProps {
  /** From 1. */
  place: number;
  count: number;
  rule: DraftRule;
  choices: LedgerChoices;
  tools: readonly CellChoice[];
  onChange: (change: Partial<DraftRule>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One rule; Alt with an arrow moves it up or down from any of its fields. */
export function GlRuleRow({ place, count, rule, choices, tools, onChange, onMove, onRemove }: GlRuleRowProps) {
  const move = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    event.stopPropagation();
    onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  const of = (group: string) => choices.owners.filter((owner) => owner.group === group).map(plain);
  const any = (name: string, field: 'vendor' | 'tool' | 'team' | 'project' | 'member', from: readonly CellChoice[]) => (
    <ChoiceSelect
      aria-label={`Rule ${place}: ${name}`}
      placeholder={`Any ${name.toLowerCase()}`}
      choices={from}
      value={rule[field]}
      onChange={(value) => onChange({ [field]: value })}
      clearable
    />
  );
  return (
    <li className={classes.rule} onKeyDownCapture={move}>
      <span className={classes.place}>{place}</span>
      {any(
        'Vendor',
        'vendor',
        choices.vendors.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {any('Tool', 'tool', tools)}
      {any('Team', 'team', of('Teams'))}
      {any('Project', 'project', choices.projects)}
      {any('Member', 'member', of('Members'))}
      <ChoiceSelect
        aria-label={`Rule ${place}: Account`}
        placeholder="Account"
        choices={choices.accounts}
        value={rule.account}
        onChange={(account) => onChange({ account })}
      />
      <TextInput
        aria-label={`Rule ${place}: Category`}
        placeholder="Category"
        value={rule.category}
        onChange={(event) => onChange({ category: event.currentTarget.value })}
      />
      <span className={classes.buttons}>
        <ActionIcon aria-label={`Move rule ${place} up`} disabled={place === 1} onClick={() => onMove(-1)}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon aria-label={`Move rule ${place} down`} disabled={place === count} onClick={() => onMove(1)}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon aria-label={`Delete rule ${place}`} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </span>
    </li>
  );
}

const plain = ({ value, label }: CellChoice): CellChoice => ({ value, label });
