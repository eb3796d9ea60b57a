import type { AnthropicAccount } from '../anthropic/account.ts';
import { buildAccount } from '../anthropic/build-account.ts';
import {
  LAB_SERVICE_KEYS,
  SERVICE_KEYS,
  SMALL_SERVICE_KEYS,
  WORKSPACES,
  type WorkspaceName,
} from '../anthropic/service-keys.ts';
import { type DayNumber, dayNumber } from '../calendar.ts';
import { buildTeam, type CursorTeam } from '../cursor/team.ts';
import { type Person, peopleOf } from './people.ts';

export type Scenario = 'sample' | 'small';

interface Organization {
  people: readonly Person[];
  anthropic: AnthropicAccount;
  secondAnthropic: AnthropicAccount;
  cursor: CursorTeam;
}

interface OrganizationPlan {
  seed: number;
  scale: number;
  scenario: Scenario;
  firstDay: DayNumber;
}

const HEADCOUNT: Record<Scenario, number> = { sample: 40, small: 8 };

const isWorkspaceName = (name: string): name is WorkspaceName => Object.hasOwn(WORKSPACES, name);

/** The whole sample organization; the same seed, scale and scenario always give the same one. */
export function buildOrganization({ seed, scale, scenario, firstDay }: OrganizationPlan): Organization {
  if (!(scale > 0)) throw new RangeError(`scale must be greater than zero, got ${scale}`);
  const people = peopleOf(Math.max(2, Math.round(HEADCOUNT[scenario] * scale)));
  const researchers = people.filter(({ team }) => team === 'Research').slice(0, 6);
  return {
    people,
    anthropic: buildAccount({
      name: 'anthropic',
      displayName: 'Example Company',
      seed,
      people,
      workspaces: Object.keys(WORKSPACES).filter(isWorkspaceName),
      serviceKeys: scenario === 'small' ? SMALL_SERVICE_KEYS : SERVICE_KEYS,
      replicas: Math.max(1, Math.round(scale)),
      firstDay,
      discount: { from: dayNumber('2026-09-01'), payPercent: 88n },
    }),
    secondAnthropic: buildAccount({
      name: 'anthropic-2',
      displayName: 'Example Research Lab',
      seed,
      people: researchers,
      workspaces: ['default', 'claudeCode', 'evaluation', 'research'],
      serviceKeys: LAB_SERVICE_KEYS,
      replicas: 1,
      firstDay,
      discount: null,
    }),
    cursor: buildTeam(seed, people, firstDay),
  };
}
