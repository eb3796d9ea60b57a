import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import type { BudgetScope } from '../../gql/graphql.ts';
import { choicesOf, scopeLabels } from './budget-words.ts';
import { useSubjectChoices } from './use-subject-choices.ts';

export interface ChosenSubject {
  scope: BudgetScope;
  /** Empty: none is chosen yet, or the organization. */
  id: string;
}

interface SubjectFieldsProps {
  value: ChosenSubject;
  onChange: (subject: ChosenSubject) => void;
  /** Of the second field. */
  error?: ReactNode;
  /** Names of what is chosen already, by id. */
  knownName?: string;
}

const SETTLED_MS = 200;

/** What something is about: a scope, and who or what of it. */
export function SubjectFields({ value: { scope, id }, onChange, error, knownName }: SubjectFieldsProps) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, SETTLED_MS);
  const found = useSubjectChoices(scope, settled);
  const known = id && !found.some(({ value }) => value === id) ? [{ value: id, label: knownName ?? typed }] : [];
  return (
    <>
      <Select
        label="About"
        data={choicesOf(scopeLabels)}
        allowDeselect={false}
        value={scope}
        onChange={(next) => {
          setTyped('');
          if (next) onChange({ scope: next, id: '' });
        }}
      />
      {scope === 'ORGANIZATION' ? null : (
        <Select
          key={scope}
          label={scopeLabels[scope]}
          data={[...known, ...found].map(({ value, label }) => ({ value, label }))}
          searchable
          allowDeselect={false}
          selectFirstOptionOnChange
          nothingFoundMessage="Nothing is called so"
          limit={100}
          value={id || null}
          onChange={(next) => onChange({ scope, id: next ?? '' })}
          onSearchChange={setTyped}
          error={error}
        />
      )}
    </>
  );
}

/** As the API takes it. */
export function subjectInput({ scope, id }: ChosenSubject) {
  return scope === 'ORGANIZATION' ? { scope } : { scope, id };
}
