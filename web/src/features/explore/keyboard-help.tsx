import { ActionIcon, Kbd, Popover } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import classes from './explore-page.module.css';

const keys: readonly [keys: readonly string[], what: string][] = [
  [['←', '↑', '→', '↓'], 'Move; with Shift select'],
  [['Home', 'End'], 'First and last column; with Ctrl the corners'],
  [['Page ↑', 'Page ↓'], 'A window of rows'],
  [['→', '←'], 'On a name: open, fold, go to the row above'],
  [['+', '−'], 'Open and fold from any cell'],
  [['Enter'], 'Show what is behind the cell'],
  [['s'], 'On a heading: sort, again the other way round'],
  [['Shift ←', 'Shift →'], 'On a heading: narrower, wider'],
  [['Ctrl C'], 'Copy the selection; on a heading the whole table'],
  [['Ctrl A'], 'Select all'],
  [['Shift F10'], 'Menu of the cell'],
  [['Alt ←', 'Alt →', 'Del'], 'On a field: move it in its well, remove it'],
];

/** What the keyboard does in the pivot. */
export function KeyboardHelp() {
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus width={420}>
      <Popover.Target>
        <ActionIcon size="lg" aria-label="Keyboard help">
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <dl className={classes.keys}>
          {keys.map(([names, what]) => (
            <div key={what}>
              <dt>
                {names.map((name) => (
                  <Kbd key={name} size="xs">
                    {name}
                  </Kbd>
                ))}
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </Popover.Dropdown>
    </Popover>
  );
}
