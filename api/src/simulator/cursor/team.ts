import type { DayNumber } from '../calendar.ts';
import type { Person } from '../organization/people.ts';
import { hash32 } from '../random.ts';
import { vendorId } from '../vendor-id.ts';

export interface CursorMember {
  id: string;
  person: Person;
  role: 'owner' | 'member' | 'free-owner';
  /** Multiplies the number of events per worked hour. */
  appetite: number;
}

export interface CursorServiceAccount {
  id: string;
  name: string;
  /** Who set it up; null when its events carry no address. */
  owner: Person | null;
}

/** One Cursor team. */
export interface CursorTeam {
  name: 'cursor';
  seed: number;
  adminKey: string;
  members: readonly CursorMember[];
  serviceAccounts: readonly CursorServiceAccount[];
  firstDay: DayNumber;
}

/** About two people of three have a Cursor seat. */
export function buildTeam(seed: number, people: readonly Person[], firstDay: DayNumber): CursorTeam {
  const members = people
    .filter(({ index }) => index === 0 || hash32('cursor seat', index) % 3 !== 0)
    .map(
      (person): CursorMember => ({
        id: vendorId('user_', seed, 'cursor', person.handle),
        person,
        role: person.index === 0 ? 'owner' : 'member',
        appetite: 0.3 + (hash32('cursor appetite', person.index) % 1000) / 700,
      }),
    );
  const owner = members[1]?.person ?? null;
  return {
    name: 'cursor',
    seed,
    adminKey: `crsr_${vendorId('', seed, 'cursor', 'admin')}`,
    members,
    serviceAccounts: [
      { id: vendorId('sa_', seed, 'bugfix'), name: 'nightly-bugfix', owner },
      { id: vendorId('sa_', seed, 'docs'), name: 'docs-updater', owner: null },
    ],
    firstDay,
  };
}
