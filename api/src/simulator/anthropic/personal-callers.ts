import { DAY_MS, type DayNumber, dayNumber, FOREVER } from '../calendar.ts';
import type { Person } from '../organization/people.ts';
import { hash32, randomOf } from '../random.ts';
import type { ApiKey, Habit, User } from './account.ts';
import type { IdMaker } from './build-account.ts';
import type { ProfileName } from './profiles.ts';

/** How a person reaches Claude Code: by a key of their own, by OAuth, by a seat, or not at all. */
function accessOf(person: Person): 'key' | 'oauth' | 'seat' | 'key and seat' | 'none' {
  return (
    (['key', 'key', 'key and seat', 'key', 'oauth', 'key', 'key', 'seat', 'key', 'key'] as const)[person.index % 10] ??
    'key'
  );
}

/** Each person's `claude_code_key_{first.last}_{suffix}` keys, OAuth accounts and seats. */
export function personalHabits(
  people: readonly Person[],
  users: readonly User[],
  workspaceId: string | null,
  id: IdMaker,
): { apiKeys: ApiKey[]; habits: Habit[] } {
  const apiKeys: ApiKey[] = [];
  const habits: Habit[] = [];
  for (const person of people) {
    const userId = users.find((user) => user.person === person)?.id ?? '';
    const access = accessOf(person);
    const until = person.leftOn ?? FOREVER;
    const habit = {
      profile: profileOf(person),
      from: person.joinedOn,
      until,
      lagDays: hash32('lag', person.index) % 24,
      appetite: 0.45 + (hash32('appetite', person.index) % 1000) / 800,
    };
    const caller = {
      apiKeyId: null,
      accountId: null,
      serviceAccountId: null,
      workspaceId,
      keyName: null,
      ownerIndex: person.index,
      subscriptionType: null,
    };
    if (access === 'oauth')
      habits.push({ ...habit, label: `oauth ${person.handle}`, caller: { ...caller, accountId: userId } });
    if (access === 'seat' || access === 'key and seat') {
      const subscriptionType = person.index % 20 === 7 ? 'max' : 'team';
      habits.push({
        ...habit,
        label: `seat ${person.handle}`,
        caller: { ...caller, accountId: userId, subscriptionType },
      });
    }
    if (access === 'key' || access === 'key and seat') {
      // Every eighth person replaced a key; the old one stays, archived, with its history.
      const rotatedOn = person.index % 8 === 3 ? Math.max(person.joinedOn + 30, dayNumber('2026-08-24')) : null;
      const spans =
        rotatedOn === null || rotatedOn >= until
          ? [[habit.from, until]]
          : [
              [habit.from, rotatedOn],
              [rotatedOn, until],
            ];
      for (const [round, [from = 0, to = 0]] of spans.entries()) {
        const apiKey = personalKey(person, userId, round, from, to, workspaceId, id);
        apiKeys.push(apiKey);
        habits.push({
          ...habit,
          from,
          until: to,
          label: apiKey.name,
          caller: { ...caller, apiKeyId: apiKey.id, keyName: apiKey.name },
        });
      }
    }
  }
  return { apiKeys, habits };
}

function personalKey(
  person: Person,
  userId: string,
  round: number,
  from: DayNumber,
  until: DayNumber,
  workspaceId: string | null,
  id: IdMaker,
): ApiKey {
  const apiKeyId = id('apikey_', `personal ${person.handle} ${round}`);
  const random = randomOf('key name', apiKeyId);
  const suffix = Array.from({ length: 4 }, () => String.fromCharCode(97 + random.int(0, 25))).join('');
  return {
    id: apiKeyId,
    name: `claude_code_key_${person.handle}_${suffix}`,
    hint: `sk-ant-api03-${apiKeyId.slice(9, 12)}...${apiKeyId.slice(-4)}`,
    workspaceId,
    createdAt: (from - 1) * DAY_MS + 28_800_000 + person.index * 61_000,
    archivedAt: until === FOREVER ? null : until * DAY_MS,
    deletedAt: null,
    createdBy: userId,
    ownerIndex: person.index,
  };
}

function profileOf(person: Person): ProfileName {
  if (person.craft === 'designer') return 'prototyping';
  if (person.craft === 'data scientist') return 'analysis';
  return person.index % 6 === 4 ? 'codingFast' : 'coding';
}
