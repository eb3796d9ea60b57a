import type { KeyboardEvent, Ref } from 'react';
import { useId } from 'react';
import { ChoiceSelect } from '../form/choice-select.tsx';
import classes from './cell-input.module.css';
import type { CellInputOptions } from './editable-column.ts';

interface CellInputProps {
  label: string;
  options: CellInputOptions;
  value: string;
  onChange: (value: string) => void;
  /** A choice was made: with it the cell is complete. */
  onChosen?: () => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onFocus?: () => void;
  placeholder?: string;
  error?: string | undefined;
  ref?: Ref<HTMLInputElement>;
}

/** The one input of a grid's cell: text, day, amount, or a choice that is searched by typing. */
export function CellInput(props: CellInputProps) {
  const { label, options, value, onChange, onChosen, onKeyDown, onFocus, placeholder, error, ref } = props;
  const listId = useId();
  const shared = { 'aria-label': label, 'aria-invalid': error ? true : undefined, title: error, placeholder, ref };
  if (options.kind === 'choice') {
    return (
      <ChoiceSelect
        {...shared}
        classNames={{ root: classes.root ?? '', wrapper: classes.root ?? '', input: classes.input ?? '' }}
        choices={options.choices ?? []}
        value={value}
        onChange={(next) => {
          onChange(next);
          if (next !== '') onChosen?.();
        }}
        clearable={value !== ''}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
        rightSectionWidth={22}
        {...(onKeyDown ? { onKeyDown } : {})}
        {...(onFocus ? { onFocus } : {})}
      />
    );
  }
  return (
    <>
      <input
        {...shared}
        className={classes.input}
        data-kind={options.kind}
        type="text"
        inputMode={options.kind === 'amount' ? 'decimal' : undefined}
        autoComplete="off"
        list={options.suggestions ? listId : undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      />
      {options.suggestions ? (
        <datalist id={listId}>
          {options.suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}
