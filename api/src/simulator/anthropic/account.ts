import type { DayNumber } from '../calendar.ts';
import type { Person } from '../organization/people.ts';
import type { Caller } from './events.ts';
import type { ProfileName } from './profiles.ts';

/** A workspace as the directory lists it; times are epoch ms. */
export interface Workspace {
  id: string;
  name: string;
  isDefault: boolean;
  createdAt: number;
  archivedAt: number | null;
  displayColor: string;
  tags: Record<string, string>;
}

/** An API key. A deleted one is gone from the directory but stays in past usage. */
export interface ApiKey {
  id: string;
  name: string;
  hint: string;
  workspaceId: string | null;
  createdAt: number;
  archivedAt: number | null;
  deletedAt: number | null;
  createdBy: string;
  /** True owner by index in the organization's people; null when nobody's. */
  ownerIndex: number | null;
}

export interface User {
  id: string;
  person: Person;
  role: 'admin' | 'billing' | 'developer' | 'claude_code_user' | 'user';
}

/** A caller with its habits, active on days `from` ≤ day < `until`. */
export interface Habit {
  label: string;
  caller: Caller;
  profile: ProfileName;
  from: DayNumber;
  until: DayNumber;
  /** How many days after its release this caller moves to a new model. */
  lagDays: number;
  /** Multiplies the number of requests. */
  appetite: number;
}

/** One Anthropic Console organization. */
export interface AnthropicAccount {
  name: 'anthropic' | 'anthropic-2';
  seed: number;
  id: string;
  displayName: string;
  adminKey: string;
  people: readonly Person[];
  users: readonly User[];
  workspaces: readonly Workspace[];
  apiKeys: readonly ApiKey[];
  habits: readonly Habit[];
  firstDay: DayNumber;
  /** Percent of the list price paid for tokens from a day on: the negotiated discount. */
  discount: { from: DayNumber; payPercent: bigint } | null;
}
