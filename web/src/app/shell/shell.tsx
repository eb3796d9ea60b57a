import { ActionIcon, Drawer, Indicator } from '@mantine/core';
import { useDisclosure, useLocalStorage } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { IconBell, IconMenu2, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { LogoMark } from '../../components/logo.tsx';
import { AlertCentreProvider, useAlertCentre } from '../../features/budgets/alert-centre.tsx';
import { useViewer } from '../../lib/viewer.tsx';
import { bellWords } from './alert-bell.tsx';
import { CommandPalette } from './command-palette.tsx';
import classes from './shell.module.css';
import { Sidebar } from './sidebar.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';

export function Shell({ children }: { children: ReactNode }) {
  const viewer = useViewer();
  const [isCollapsed, setCollapsed] = useLocalStorage({ key: 'outlay-navigation-collapsed', defaultValue: false });
  const [isDrawerOpen, drawer] = useDisclosure(false);
  const mainRef = useFocusOnNavigation();
  return (
    <AlertCentreProvider>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <div className={classes.shell} data-collapsed={isCollapsed || undefined}>
        <header className={classes.banner}>
          <div className={classes.rail}>
            <Sidebar isCollapsed={isCollapsed} onToggle={() => setCollapsed(!isCollapsed)} />
          </div>
          <div className={classes.topbar}>
            <ActionIcon size={44} onClick={drawer.open} aria-label="Open navigation" aria-expanded={isDrawerOpen}>
              <IconMenu2 size={22} stroke={1.6} />
            </ActionIcon>
            <LogoMark />
            <strong style={{ flex: 1 }}>{viewer.organization}</strong>
            <TopbarBell />
            <ActionIcon size={44} onClick={spotlight.open} aria-label="Search pages and actions">
              <IconSearch size={22} stroke={1.6} />
            </ActionIcon>
          </div>
        </header>
        <main id="main" ref={mainRef} tabIndex={-1} className={classes.main}>
          {children}
        </main>
      </div>
      <Drawer.Root opened={isDrawerOpen} onClose={drawer.close} size={280}>
        <Drawer.Overlay backgroundOpacity={0.4} />
        <Drawer.Content aria-label="Navigation">
          <Sidebar isCollapsed={false} onChoose={drawer.close} />
        </Drawer.Content>
      </Drawer.Root>
      <CommandPalette />
    </AlertCentreProvider>
  );
}

/** The alert centre on a phone. */
function TopbarBell() {
  const { openCount, show } = useAlertCentre();
  const { badge, name } = bellWords(openCount);
  return (
    <ActionIcon size={44} onClick={show} aria-label={name}>
      <Indicator label={badge} size={16} color="red.9" disabled={openCount === 0} offset={2}>
        <IconBell size={22} stroke={1.6} />
      </Indicator>
    </ActionIcon>
  );
}
