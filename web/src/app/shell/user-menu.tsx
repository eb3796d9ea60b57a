import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconLock, IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useViewer } from '../../lib/viewer.tsx';
import { ownItems } from '../navigation.ts';
import classes from './sidebar.module.css';
import { useSignOut } from './use-sign-out.ts';

interface UserMenuProps {
  isCollapsed: boolean;
  onChoose: (() => void) | undefined;
}

const schemes = [
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
  { value: 'auto', label: 'System', icon: IconDeviceDesktop },
] as const;

export function UserMenu({ isCollapsed, onChoose }: UserMenuProps) {
  const viewer = useViewer();
  const signOut = useSignOut();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.link} {...(isCollapsed ? { 'aria-label': viewer.name } : {})}>
          <IconUserCircle size={18} stroke={1.6} />
          {isCollapsed ? null : (
            <span className={classes.who}>
              <span>{viewer.name}</span>
            </span>
          )}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{viewer.email}</Menu.Label>
        {viewer.isAdmin
          ? ownItems.map(({ label, to, icon: Icon }) => (
              <Menu.Item
                key={label}
                component={Link}
                to={to}
                onClick={onChoose}
                leftSection={<Icon size={16} stroke={1.6} />}
              >
                {label}
              </Menu.Item>
            ))
          : null}
        <Menu.Item
          component={Link}
          to="/settings/password"
          onClick={onChoose}
          leftSection={<IconLock size={16} stroke={1.6} />}
        >
          Change password
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        {schemes.map(({ value, label, icon: Icon }) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={colorScheme === value}
            leftSection={<Icon size={16} stroke={1.6} />}
            rightSection={colorScheme === value ? '✓' : null}
            onClick={() => setColorScheme(value)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
