import { Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconLayoutSidebar, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { LogoMark } from '../../components/logo.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import { navigationFor } from '../navigation.ts';
import { AlertBell } from './alert-bell.tsx';
import classes from './sidebar.module.css';
import { UserMenu } from './user-menu.tsx';

interface SidebarProps {
  isCollapsed: boolean;
  /** Absent in the phone's drawer, which cannot collapse. */
  onToggle?: () => void;
  /** Called when the person chose something, so that the drawer can close. */
  onChoose?: () => void;
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

export function Sidebar({ isCollapsed, onToggle, onChoose }: SidebarProps) {
  const viewer = useViewer();
  const search = () => {
    onChoose?.();
    spotlight.open();
  };
  return (
    <div className={`${classes.sidebar} ${isCollapsed ? classes.collapsed : ''}`}>
      <div className={classes.brand} title={viewer.organization}>
        <LogoMark />
        {isCollapsed ? null : <span>{viewer.organization}</span>}
      </div>
      <Tooltip label="Search" position="right" disabled={!isCollapsed}>
        <UnstyledButton className={classes.link} onClick={search} {...(isCollapsed ? { 'aria-label': 'Search' } : {})}>
          <IconSearch size={18} stroke={1.6} />
          {isCollapsed ? null : (
            <>
              Search{' '}
              <kbd className={classes.shortcut} aria-hidden>
                {isApple ? '⌘K' : 'Ctrl K'}
              </kbd>
            </>
          )}
        </UnstyledButton>
      </Tooltip>
      <AlertBell isCollapsed={isCollapsed} onChoose={onChoose} />
      <nav aria-label="Main" style={{ display: 'contents' }}>
        <ul className={classes.list}>
          {navigationFor(viewer).map(({ label, to, icon: Icon }) => (
            <li key={label}>
              <Tooltip label={label} position="right" disabled={!isCollapsed}>
                <Link
                  to={to}
                  className={classes.link}
                  onClick={onChoose}
                  {...(isCollapsed ? { 'aria-label': label } : {})}
                >
                  <Icon size={18} stroke={1.6} />
                  {isCollapsed ? null : label}
                </Link>
              </Tooltip>
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes.foot}>
        {onToggle ? (
          <Tooltip label="Widen navigation" position="right" disabled={!isCollapsed}>
            <UnstyledButton
              className={classes.link}
              onClick={onToggle}
              {...(isCollapsed ? { 'aria-label': 'Widen navigation' } : {})}
            >
              <IconLayoutSidebar size={18} stroke={1.6} />
              {isCollapsed ? null : 'Collapse'}
            </UnstyledButton>
          </Tooltip>
        ) : null}
        <UserMenu isCollapsed={isCollapsed} onChoose={onChoose} />
      </div>
    </div>
  );
}
