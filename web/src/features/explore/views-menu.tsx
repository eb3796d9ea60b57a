import { Button, Menu, Text } from '@mantine/core';
import { IconBookmark, IconChevronDown, IconPencil, IconPlus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import classes from '../../components/dimension-filter/field-chips.module.css';
import { DeleteViewDialog } from './delete-view-dialog.tsx';
import { exploreSearch, type PivotView } from './explore-search.ts';
import { SaveViewDialog } from './save-view-dialog.tsx';
import { type SavedView, useSavedViews } from './saved-views.ts';
import { startingViews } from './starting-views.ts';

interface ViewsMenuProps {
  view: PivotView;
  onView: (view: PivotView) => void;
}

type Dialog = { kind: 'CREATE' } | { kind: 'CHANGE' | 'DELETE'; saved: SavedView };

const sameView = (left: PivotView, right: PivotView) => JSON.stringify(left) === JSON.stringify(right);

/** Views to start from, and those people saved. */
export function ViewsMenu({ view, onView }: ViewsMenuProps) {
  const saved = useSavedViews();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const current = saved.find(({ search }) => sameView(exploreSearch.parse(search), view));
  const starting = startingViews.find((candidate) => sameView(candidate.view, view));
  const own = saved.filter(({ isOwn }) => isOwn);
  const shared = saved.filter(({ isOwn }) => !isOwn);
  const item = (savedView: SavedView) => (
    <Menu.Item
      key={savedView.id}
      leftSection={savedView.isShared ? <IconUsers size={14} /> : <IconBookmark size={14} />}
      onClick={() => onView(exploreSearch.parse(savedView.search))}
    >
      <span className={classes.option}>
        {savedView.name}
        {savedView.isOwn ? null : <span className={classes.hint}>{savedView.ownerName}</span>}
      </span>
    </Menu.Item>
  );
  return (
    <>
      <Menu position="bottom-start" width={300} keepMounted={false}>
        <Menu.Target>
          <Button variant="default" maw={{ base: '9.5rem', xs: '18rem' }} rightSection={<IconChevronDown size={14} />}>
            {current?.name ?? starting?.name ?? 'Views'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah="70vh" style={{ overflowY: 'auto' }}>
          {own.length > 0 ? <Menu.Label>Yours</Menu.Label> : null}
          {own.map(item)}
          {shared.length > 0 ? <Menu.Label>Shared</Menu.Label> : null}
          {shared.map(item)}
          <Menu.Label>Start from</Menu.Label>
          {startingViews.map(({ name, description, view: next }) => (
            <Menu.Item key={name} onClick={() => onView(next)}>
              {name}
              <Text span display="block" fz="xs" c="dimmed">
                {description}
              </Text>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<IconPlus size={14} />} onClick={() => setDialog({ kind: 'CREATE' })}>
            Save this view…
          </Menu.Item>
          {current?.canChange ? (
            <Menu.Item
              leftSection={<IconPencil size={14} />}
              onClick={() => setDialog({ kind: 'CHANGE', saved: current })}
            >
              Rename or share “{current.name}”…
            </Menu.Item>
          ) : null}
          {current?.canChange ? (
            <Menu.Item c="var(--outlay-danger)" onClick={() => setDialog({ kind: 'DELETE', saved: current })}>
              Delete “{current.name}”…
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {dialog && dialog.kind !== 'DELETE' ? (
        <SaveViewDialog
          view={view}
          views={saved}
          saved={dialog.kind === 'CHANGE' ? dialog.saved : null}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog?.kind === 'DELETE' ? <DeleteViewDialog saved={dialog.saved} onClose={() => setDialog(null)} /> : null}
    </>
  );
}
