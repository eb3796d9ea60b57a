import {
  IconBook2,
  IconFolder,
  IconGauge,
  IconKey,
  IconMail,
  IconPlugConnected,
  IconReceipt,
  IconRepeat,
  IconRobot,
  IconSettings,
  IconTable,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
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
  { label: 'Explore', to: '/explore', icon: IconTable, keywords: 'pivot spend cost usage report breakdown' },
  { label: 'Members', to: '/members', icon: IconUsers, keywords: 'people users invite' },
  { label: 'Teams', to: '/teams', icon: IconUsersGroup, keywords: 'groups cost centre' },
  { label: 'Agents', to: '/agents', icon: IconRobot, keywords: 'bots automation' },
  { label: 'Projects', to: '/projects', icon: IconFolder, keywords: '' },
  {
    label: 'Subscriptions',
    to: '/subscriptions',
    icon: IconRepeat,
    keywords: 'seats plans claude max chatgpt cursor renewals recommendations',
  },
  { label: 'Ledger', to: '/ledger', icon: IconBook2, keywords: 'accounting cost entries gl accounts close journal' },
  {
    label: 'Budgets & alerts',
    to: '/budgets',
    icon: IconGauge,
    keywords: 'limits thresholds projection forecast rules channels notifications scenarios',
  },
  {
    label: 'Integrations',
    to: '/integrations',
    icon: IconPlugConnected,
    keywords: 'connections vendors sync identities prices',
  },
  { label: 'Settings', to: '/settings/organization', icon: IconSettings, keywords: 'organization audit log' },
];

const memberItems: readonly NavigationItem[] = [
  { label: 'My spend', to: '/my/spend', icon: IconReceipt, keywords: 'usage cost' },
  {
    label: 'My subscriptions',
    to: '/my/subscriptions',
    icon: IconRepeat,
    keywords: 'seats plans claude max chatgpt cursor renewals',
  },
  {
    label: 'My notifications',
    to: '/my/notifications',
    icon: IconMail,
    keywords: 'email alerts weekly summary preferences',
  },
  { label: 'My tokens & set-up', to: '/my/tokens', icon: IconKey, keywords: 'api token script' },
];

/** The pages a person may open, in the order of the left navigation. */
export function navigationFor(viewer: Viewer): readonly NavigationItem[] {
  return viewer.isAdmin ? adminItems : memberItems;
}

/** An administrator's own pages, offered in the user menu. */
export const ownItems = memberItems;
