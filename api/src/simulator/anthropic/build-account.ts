import { DAY_MS, type DayNumber, dayNumber, FOREVER } from '../calendar.ts';
import type { Person } from '../organization/people.ts';
import { hash32 } from '../random.ts';
import { uuidOf, vendorId } from '../vendor-id.ts';
import type { AnthropicAccount, ApiKey, Habit, User, Workspace } from './account.ts';
import type { Caller } from './events.ts';
import { personalHabits } from './personal-callers.ts';
import { type ServiceKey, WORKSPACES, type WorkspaceName } from './service-keys.ts';

interface AccountPlan {
  name: AnthropicAccount['name'];
  displayName: string;
  seed: number;
  people: readonly Person[];
  workspaces: readonly WorkspaceName[];
  serviceKeys: readonly ServiceKey[];
  /** How many times the set of service keys exists. */
  replicas: number;
  firstDay: DayNumber;
  discount: AnthropicAccount['discount'];
}

export type IdMaker = (prefix: string, label: string) => string;

const FOUNDED_AT = dayNumber('2025-01-06') * DAY_MS;

export function buildAccount(plan: AccountPlan): AnthropicAccount {
  const id = (prefix: string, label: string) => vendorId(prefix, plan.seed, plan.name, label);
  const workspaces = plan.workspaces.map((name, index) => workspaceOf(name, index, id));
  const workspaceIdOf = (name: WorkspaceName) => {
    const found = workspaces.find((workspace) => workspace.name === WORKSPACES[name].name);
    return found === undefined || found.isDefault ? null : found.id;
  };
  const users = plan.people.map((person): User => ({ id: id('user_', person.handle), person, role: roleOf(person) }));
  const service = Array.from({ length: plan.replicas }, (_, replica) =>
    plan.serviceKeys.map((key, index) =>
      serviceCaller(plan, key, index, replica, workspaceIdOf(key.workspace), users, id),
    ),
  ).flat();
  const personal = personalHabits(plan.people, users, workspaceIdOf('claudeCode'), id);
  return {
    ...plan,
    id: uuidOf(plan.seed, plan.name),
    adminKey: `sk-ant-admin01-${vendorId('', plan.seed, plan.name, 'admin')}`,
    users,
    workspaces,
    apiKeys: [...service.map(({ apiKey }) => apiKey), ...personal.apiKeys].sort((a, b) => a.createdAt - b.createdAt),
    habits: [...service.map(({ habit }) => habit), ...personal.habits, ...keylessHabits(workspaceIdOf('ci'), id)],
  };
}

function workspaceOf(name: WorkspaceName, index: number, id: IdMaker): Workspace {
  const { name: displayName, tags, ...rest } = WORKSPACES[name];
  const archivedOn = 'archivedOn' in rest ? rest.archivedOn : null;
  return {
    id: id('wrkspc_', name),
    name: displayName,
    isDefault: name === 'default',
    createdAt: FOUNDED_AT + index * 60_000 + 36_000_000,
    archivedAt: archivedOn ? dayNumber(archivedOn) * DAY_MS : null,
    displayColor: ['#6C5BB9', '#2F8F6B', '#B9783A', '#3A6FB9'][index % 4] ?? '#6C5BB9',
    tags,
  };
}

function serviceCaller(
  plan: AccountPlan,
  key: ServiceKey,
  index: number,
  replica: number,
  workspaceId: string | null,
  users: readonly User[],
  id: IdMaker,
): { apiKey: ApiKey; habit: Habit } {
  const label = `service ${index} ${replica}`;
  const name = replica === 0 ? key.name : `${key.name}-${replica + 1}`;
  const owner = key.owner === null ? null : (plan.people[(key.owner + replica) % plan.people.length] ?? null);
  const createdAt =
    (key.createdOn ? dayNumber(key.createdOn) : dayNumber('2025-02-03') + index * 4) * DAY_MS + index * 61_000;
  const endOf = (day: string | undefined) => (day ? dayNumber(day) * DAY_MS : null);
  const archivedAt = endOf(key.archivedOn);
  const deletedAt = endOf(key.deletedOn);
  const apiKey: ApiKey = {
    id: id('apikey_', label),
    name,
    hint: `sk-ant-api03-${id('', label).slice(2, 5)}...${id('', label).slice(-4)}`,
    workspaceId,
    createdAt,
    archivedAt,
    deletedAt,
    createdBy: (owner && users.find(({ person }) => person === owner)?.id) ?? users[0]?.id ?? '',
    ownerIndex: owner?.index ?? null,
  };
  const end = archivedAt ?? deletedAt;
  return {
    apiKey,
    habit: {
      label,
      caller: { ...NOBODY, apiKeyId: apiKey.id, keyName: name, workspaceId, ownerIndex: apiKey.ownerIndex },
      profile: key.profile,
      from: Math.floor(createdAt / DAY_MS) + 1,
      until: end === null ? FOREVER : end / DAY_MS,
      lagDays: hash32('lag', label) % 21,
      appetite: key.appetite ?? 1,
    },
  };
}

const NOBODY: Caller = {
  apiKeyId: null,
  accountId: null,
  serviceAccountId: null,
  workspaceId: null,
  keyName: null,
  ownerIndex: null,
  subscriptionType: null,
};

/** The Console's Playground, and a build runner that signs in by OIDC federation instead of a key. */
function keylessHabits(ciWorkspaceId: string | null, id: IdMaker): Habit[] {
  const always = { from: dayNumber('2025-01-06'), until: FOREVER, lagDays: 3 };
  return [
    { ...always, label: 'playground', caller: NOBODY, profile: 'playground', appetite: 1 },
    {
      ...always,
      label: 'federated build runner',
      caller: { ...NOBODY, serviceAccountId: id('svac_', 'build runner'), workspaceId: ciWorkspaceId },
      profile: 'trickle',
      appetite: 5,
    },
  ];
}

function roleOf(person: Person): User['role'] {
  if (person.index === 0) return 'admin';
  if (person.index === 1) return 'billing';
  return person.craft === 'designer' ? 'claude_code_user' : person.isContractor ? 'user' : 'developer';
}
