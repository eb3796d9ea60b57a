import { type DayNumber, dayNumber } from '../calendar.ts';
import { hash32 } from '../random.ts';
import { FIRST_NAMES, LAST_NAMES } from './names.ts';

type TeamName = 'Platform' | 'Product' | 'Data Science' | 'Design' | 'Support Engineering' | 'Research';
type Craft = 'engineer' | 'data scientist' | 'designer';

/** One person of the sample organization; `email` is the lower-case truth. */
export interface Person {
  index: number;
  name: string;
  /** `first.last`, as it appears in addresses and key names. */
  handle: string;
  email: string;
  team: TeamName;
  craft: Craft;
  isContractor: boolean;
  joinedOn: DayNumber;
  leftOn: DayNumber | null;
  /** Hours to add to UTC for the person's local time. */
  utcOffset: number;
}

const FOUNDED_ON = dayNumber('2025-01-06');
const TEAMS = [
  ...['Platform', 'Product', 'Product', 'Data Science', 'Platform', 'Research', 'Product', 'Design'],
  ...['Support Engineering', 'Product', 'Platform', 'Data Science', 'Product', 'Research', 'Product'],
  ...['Data Science', 'Design', 'Platform', 'Product', 'Support Engineering'],
] as readonly TeamName[];
const LATE_JOINERS = new Map(
  Object.entries({
    5: '2026-01-12',
    12: '2026-03-02',
    18: '2026-05-11',
    23: '2026-07-06',
    27: '2026-08-17',
    31: '2026-09-14',
    34: '2026-10-05',
    38: '2026-11-02',
  }),
);
const LEAVERS = new Map(
  Object.entries({ 7: '2026-02-28', 14: '2026-06-30', 21: '2026-09-11', 29: '2026-10-16', 36: '2026-10-31' }),
);

/** The first `count` people of the organization; person n is the same whatever the count. */
export function peopleOf(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => personAt(index));
}

function personAt(index: number): Person {
  const round = Math.floor(index / FIRST_NAMES.length);
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? 'Ana';
  const last = LAST_NAMES[(index * 3 + round) % LAST_NAMES.length] ?? 'Silva';
  const repeat = Math.floor(round / LAST_NAMES.length);
  const handle = `${first}.${last}${repeat === 0 ? '' : repeat + 1}`.toLowerCase();
  const team = TEAMS[index % TEAMS.length] ?? 'Product';
  const isContractor = index % 10 === 9;
  const joinedOn = LATE_JOINERS.get(String(index % 40));
  const leftOn = LEAVERS.get(String(index % 40));
  return {
    index,
    name: `${first} ${last}${repeat === 0 ? '' : ` ${repeat + 1}`}`,
    handle,
    email: `${handle}@${isContractor ? 'freelance.example.net' : 'example.com'}`,
    team,
    craft:
      team === 'Design' ? 'designer' : team === 'Data Science' || team === 'Research' ? 'data scientist' : 'engineer',
    isContractor,
    joinedOn: joinedOn ? dayNumber(joinedOn) : FOUNDED_ON,
    leftOn: leftOn ? dayNumber(leftOn) : null,
    utcOffset: [1, 1, 0, -5, 1, 2, -8, 1, 5, 0][hash32('zone', index) % 10] ?? 0,
  };
}

export const isEmployedOn = (person: Person, day: DayNumber): boolean =>
  day >= person.joinedOn && (person.leftOn === null || day < person.leftOn);

/** The address as one API writes it at that time: case differs between APIs and changes over time. */
export function emailAsWritten(person: Person, api: 'claude-code' | 'cursor', day: DayNumber): string {
  const season = Math.floor(day / 40);
  if (hash32(api, person.index, season) % 3 !== 0) return person.email;
  const [local = '', domain = ''] = person.email.split('@');
  const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return `${local.split('.').map(capitalized).join('.')}@${capitalized(domain)}`;
}
