import { IconSettings } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import type { Viewer } from '../lib/viewer.tsx';

export interface NavigationItem {
  label: string;
  to: NonNullable<LinkProps['to']>;
  icon: ComponentType<{ size?: number; stroke?: number }>;
  /** Other words people look for in the command palette. */
  keywords: string;
}

const adminItems: readonly NavigationItem[] = [
  { label: 'Settings', to: '/settings/organization', icon: IconSettings, keywords: 'organization audit log' },
];

const memberItems: readonly NavigationItem[] = [];

/** The pages a person may open, in the order of the left navigation. */
export function navigationFor(viewer: Viewer): readonly NavigationItem[] {
  return viewer.isAdmin ? adminItems : memberItems;
}

/** An administrator's own pages, offered in the user menu. */
export const ownItems = memberItems;
