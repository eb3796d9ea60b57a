import type { Prisma } from '@outlay/prisma';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db, useDatabase } from '../../db.ts';
import { inTransaction } from '../../lib/transaction.ts';
import { createMember, createOrganization } from '../../test/factories.ts';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { attributeIdentities, attributeUnmappedIdentities } from './attribute-identities.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDatabase(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.reset();
  await createOrganization({ allowedDomains: ['example.com', 'Example.org'] });
});

let count = 0;
async function identity(data: Partial<Prisma.IdentityUncheckedCreateInput>) {
  count += 1;
  return db.identity.create({ data: { scope: 'c1', kind: 'USER', externalId: `x${count}`, ...data } });
}
const key = (name: string) => identity({ kind: 'API_KEY', name });
const attribute = (...ids: number[]) => inTransaction(database.pool, (client) => attributeIdentities(client, ids));

/** The owner's address by the mapping there is; undefined: in the inbox. */
async function ownerOf(identityId: number): Promise<string | undefined> {
  const mappings = await db.identityMapping.findMany({ where: { identityId }, include: { member: true } });
  expect(mappings.length).toBeLessThanOrEqual(1);
  return mappings[0]?.member?.email;
}

describe('an address', () => {
  test('of a member maps to them, of whatever domain', async () => {
    await createMember({ email: 'bo@elsewhere.test' });
    const { id } = await identity({ email: 'bo@elsewhere.test' });
    expect(await attribute(id)).toEqual([id]);
    expect(await ownerOf(id)).toBe('bo@elsewhere.test');
  });

  test('of an allowed domain becomes a member without a sign-in, once', async () => {
    const [named, other] = [
      await identity({ email: 'ana.silva@example.org', name: 'Ana Silva' }),
      await identity({ email: 'ana.silva@example.org', scope: 'c2' }),
    ];
    const derived = await identity({ email: 'jo_van-dyk@example.com', name: 'jo_van-dyk@example.com' });
    await attribute(named.id, other.id, derived.id);
    const members = await db.member.findMany({
      orderBy: { email: 'asc' },
      select: { email: true, name: true, status: true },
    });
    expect(members).toEqual([
      { email: 'ana.silva@example.org', name: 'Ana Silva', status: 'UNCLAIMED' },
      { email: 'jo_van-dyk@example.com', name: 'Jo Van Dyk', status: 'UNCLAIMED' },
    ]);
    expect([await ownerOf(named.id), await ownerOf(other.id)]).toEqual([
      'ana.silva@example.org',
      'ana.silva@example.org',
    ]);
  });

  test.each(['cy@elsewhere.test', 'cy@example.com.evil.test', 'cy@sub.example.com', '@example.com', 'example.com'])(
    '%s stays in the inbox',
    async (email) => {
      const { id } = await identity({ email });
      expect(await attribute(id)).toEqual([]);
      expect(await db.member.count()).toBe(0);
    },
  );

  test('of a workspace is nobody’s', async () => {
    const { id } = await identity({ kind: 'WORKSPACE', email: 'ana@example.com' });
    expect(await attribute(id)).toEqual([]);
  });
});

describe('a Claude Code key', () => {
  test('maps to the member it names, whatever its case', async () => {
    await createMember({ email: 'ana.silva@example.com' });
    const { id } = await key('claude_code_key_Ana.Silva_qhd');
    await attribute(id);
    expect(await ownerOf(id)).toBe('ana.silva@example.com');
  });

  test('prefers the allowed domain to another one', async () => {
    await createMember({ email: 'ana.silva@elsewhere.test' });
    await createMember({ email: 'ana.silva@example.com' });
    const { id } = await key('claude_code_key_ana.silva_qhd');
    await attribute(id);
    expect(await ownerOf(id)).toBe('ana.silva@example.com');
  });

  test('of a namesake elsewhere waits in the inbox, also where no domain is allowed', async () => {
    await createMember({ email: 'ana.silva@elsewhere.test' });
    const { id } = await key('claude_code_key_ana.silva_qhd');
    expect(await attribute(id)).toEqual([]);
    await db.organization.update({ where: { id: 1 }, data: { allowedDomains: [] } });
    expect(await attribute(id)).toEqual([]);
  });

  test('that two members could have made waits in the inbox', async () => {
    await createMember({ email: 'ana.silva@example.com' });
    await createMember({ email: 'ana.silva@example.org' });
    const { id } = await key('claude_code_key_ana.silva_qhd');
    expect(await attribute(id)).toEqual([]);
  });

  test('follows a member known only through the same batch', async () => {
    const [made, user] = [
      await key('claude_code_key_ana.silva_qhd'),
      await identity({ email: 'ana.silva@example.com' }),
    ];
    await attribute(made.id, user.id);
    expect(await ownerOf(made.id)).toBe('ana.silva@example.com');
  });

  test.each(['ana.silva', 'claude_code_key_ana.silva', 'my_claude_code_key_ana.silva_x', 'claude_code_key_%_x'])(
    '%s names nobody',
    async (name) => {
      await createMember({ email: 'ana.silva@example.com' });
      const { id } = await key(name);
      expect(await attribute(id)).toEqual([]);
    },
  );
});

test('a mapping that exists is never touched, and doing it twice changes nothing', async () => {
  const boss = await createMember({ email: 'boss@example.com' });
  const byHand = await identity({ email: 'ana@example.com' });
  await db.identityMapping.create({ data: { identityId: byHand.id, memberId: boss.id, source: 'MANUAL' } });
  const fresh = await identity({ email: 'bo@example.com' });
  await attribute(byHand.id, fresh.id);
  expect(await attribute(byHand.id, fresh.id)).toEqual([]);
  expect([await ownerOf(byHand.id), await ownerOf(fresh.id)]).toEqual(['boss@example.com', 'bo@example.com']);
});

test('identities that wait are mapped once their member is known, ignored ones left aside', async () => {
  const waiting = await identity({ email: 'cy@elsewhere.test' });
  const ignored = await identity({ email: 'cy@elsewhere.test', scope: 'c2', ignoredAt: new Date() });
  await createMember({ email: 'cy@elsewhere.test' });
  const mapped = await inTransaction(database.pool, (client) => attributeUnmappedIdentities(client));
  expect(mapped).toEqual([waiting.id]);
  expect(await ownerOf(ignored.id)).toBeUndefined();
});
