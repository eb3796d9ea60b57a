import { useMantineColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconLogout, IconMoon, IconSearch, IconSun, IconUserPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useViewer } from '../../lib/viewer.tsx';
import { navigationFor, ownItems } from '../navigation.ts';
import { useSignOut } from './use-sign-out.ts';

/** Every page and the frequent actions, by ⌘K or Ctrl+K. */
export function CommandPalette() {
  const viewer = useViewer();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const pages = viewer.isAdmin ? [...navigationFor(viewer), ...ownItems] : navigationFor(viewer);

  const groups: SpotlightActionGroupData[] = [
    {
      group: 'Pages',
      actions: pages.map(({ label, to, icon: Icon, keywords }) => ({
        id: to,
        label,
        keywords,
        leftSection: <Icon size={18} stroke={1.6} />,
        onClick: () => void navigate({ to }),
      })),
    },
    {
      group: 'Actions',
      actions: [
        ...(viewer.isAdmin
          ? [
              {
                id: 'invite',
                label: 'Invite a member',
                keywords: 'add person user',
                leftSection: <IconUserPlus size={18} stroke={1.6} />,
                onClick: () => void navigate({ to: '/members', search: { dialog: 'invite' } }),
              },
            ]
          : []),
        {
          id: 'light',
          label: 'Use the light appearance',
          keywords: 'theme mode',
          leftSection: <IconSun size={18} stroke={1.6} />,
          onClick: () => setColorScheme('light'),
        },
        {
          id: 'dark',
          label: 'Use the dark appearance',
          keywords: 'theme mode',
          leftSection: <IconMoon size={18} stroke={1.6} />,
          onClick: () => setColorScheme('dark'),
        },
        {
          id: 'sign-out',
          label: 'Sign out',
          keywords: 'log out',
          leftSection: <IconLogout size={18} stroke={1.6} />,
          onClick: () => void signOut(),
        },
      ],
    },
  ];

  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      nothingFound="No page or action of that name"
      searchProps={{
        leftSection: <IconSearch size={18} stroke={1.6} />,
        placeholder: 'Go to a page or run an action',
        'aria-label': 'Go to a page or run an action',
      }}
    />
  );
}
