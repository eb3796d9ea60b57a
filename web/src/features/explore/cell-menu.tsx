import { Menu } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconCopy,
  IconFilter,
  IconFilterOff,
  IconListDetails,
  IconPlus,
} from '@tabler/icons-react';
import { dimensionLabels } from '../../components/dimension-filter/dimensions.ts';
import type { Dimension } from '../../gql/graphql.ts';
import type { PivotView } from './explore-search.ts';
import { type KeyPart, keyParts } from './key-parts.ts';
import type { GridCell } from './pivot-grid.tsx';

export interface OpenedMenu {
  cell: GridCell;
  at: { x: number; y: number };
}

interface CellMenuProps {
  menu: OpenedMenu;
  view: PivotView;
  onClose: () => void;
  onRows: () => void;
  onFilter: (dimension: Dimension, key: string, isExcluded: boolean) => void;
  onToggle: (open: boolean) => void;
  onMore: () => void;
  onCopy: () => void;
}

/** What can be done with a cell, where the pointer or the finger is. */
export function CellMenu({ menu, view, onClose, onRows, onFilter, onToggle, onMore, onCopy }: CellMenuProps) {
  const { row, column } = menu.cell;
  const parts = keyParts(menu.cell, view);
  return (
    <Menu opened onChange={(isOpen) => !isOpen && onClose()} position="bottom-start" width={260} returnFocus>
      <Menu.Target>
        <span style={{ position: 'fixed', left: menu.at.x, top: menu.at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconListDetails size={14} />} onClick={onRows}>
          Show what is behind it
        </Menu.Item>
        {row.isExpandable ? (
          <Menu.Item
            leftSection={row.isExpanded ? <IconArrowsMinimize size={14} /> : <IconArrowsMaximize size={14} />}
            onClick={() => onToggle(!row.isExpanded)}
          >
            {row.isExpanded ? 'Fold' : 'Open'} {row.label}
          </Menu.Item>
        ) : null}
        {row.kind === 'OTHER' ? (
          <Menu.Item leftSection={<IconPlus size={14} />} onClick={onMore}>
            Show more rows
          </Menu.Item>
        ) : null}
        {parts.length > 0 ? <Menu.Divider /> : null}
        {parts.map((part) => (
          <Menu.Item
            key={`only ${part.dimension}`}
            leftSection={<IconFilter size={14} />}
            onClick={() => onFilter(part.dimension, part.key, false)}
          >
            Only {nameOf(part)}
          </Menu.Item>
        ))}
        {parts.map((part) => (
          <Menu.Item
            key={`not ${part.dimension}`}
            leftSection={<IconFilterOff size={14} />}
            onClick={() => onFilter(part.dimension, part.key, true)}
          >
            Exclude {nameOf(part)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconCopy size={14} />} onClick={onCopy}>
          Copy {column ? 'figure' : 'name'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function nameOf({ dimension, label }: KeyPart): string {
  return `${dimensionLabels[dimension].toLowerCase()} ${label}`;
}
