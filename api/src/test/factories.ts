/**
 * One `createX(overrides)` per entity, on the database bound by `createTestApi` (or `useDatabase`); names are unique.
 * A member's password is PASSWORD when `withPassword` is set.
 */
import type { ApiTokenScope, Prisma } from '@outlay/prisma';
import { db } from '../db.ts';
import { hashPassword } from '../modules/auth/password-hash.ts';
import { randomToken, tokenHash } from '../modules/auth/secret-token.ts';

export const PASSWORD = 'four random words here';

let count = 0;
const next = () => {
  count += 1;
  return count;
};

export async function createOrganization(overrides: Partial<Prisma.OrganizationUncheckedCreateInput> = {}) {
  return db.organization.create({ data: { name: 'Acme', ...overrides } });
}

type MemberOverrides = Partial<Prisma.MemberCreateInput> & { withPassword?: boolean };

export async function createMember({ withPassword = false, ...overrides }: MemberOverrides = {}) {
  const number = next();
  const credential = withPassword ? { credential: { create: { passwordHash: await hashPassword(PASSWORD) } } } : {};
  return db.member.create({
    data: {
      email: `member${number}@acme.test`,
      name: `Member ${number}`,
      status: 'ACTIVE',
      ...credential,
      ...overrides,
    },
  });
}

export const createAdmin = (overrides: MemberOverrides = {}) => createMember({ role: 'ADMIN', ...overrides });

export async function createTeam(overrides: Partial<Prisma.TeamCreateInput> = {}) {
  return db.team.create({ data: { name: `Team ${next()}`, ...overrides } });
}

interface MembershipDates {
  from?: string;
  until?: string;
}

export async function createMembership(member: { id: number }, team: { id: number }, dates: MembershipDates = {}) {
  return db.teamMembership.create({
    data: {
      memberId: member.id,
      teamId: team.id,
      ...(dates.from ? { from: new Date(dates.from) } : {}),
      ...(dates.until ? { until: new Date(dates.until) } : {}),
    },
  });
}

export async function createProject(overrides: Partial<Prisma.ProjectCreateInput> = {}) {
  return db.project.create({ data: { name: `Project ${next()}`, ...overrides } });
}

export async function createAgent(overrides: Partial<Prisma.AgentUncheckedCreateInput> = {}) {
  return db.agent.create({ data: { name: `agent-${next()}`, ...overrides } });
}

interface TokenOverrides extends Partial<Omit<Prisma.ApiTokenUncheckedCreateInput, 'scopes'>> {
  member: { id: number };
  scopes?: ApiTokenScope[];
}

/** The plain token, to be sent as a bearer. */
export async function createToken({ member, scopes = ['READ'], ...overrides }: TokenOverrides): Promise<string> {
  const token = `outlay_${randomToken()}`;
  const data = {
    memberId: member.id,
    name: `token ${next()}`,
    prefix: token.slice(0, 13),
    tokenHash: tokenHash(token),
  };
  await db.apiToken.create({ data: { ...data, ...overrides, scopes } });
  return token;
}

/** The `Cookie` header of a session that has just begun. */
export async function createSession(member: { id: number }, now: Date): Promise<string> {
  const sessionId = randomToken();
  const day = 86_400_000;
  await db.session.create({
    data: {
      id: tokenHash(sessionId),
      memberId: member.id,
      createdAt: now,
      expiresAt: new Date(now.getTime() + 14 * day),
      absoluteExpiresAt: new Date(now.getTime() + 90 * day),
    },
  });
  return `outlay_session=${sessionId}`;
}
