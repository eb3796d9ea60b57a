import type { MemberRole, Prisma } from '@outlay/prisma';
import type { Adapter, DatabaseSession, Lucia } from 'lucia';
import type { Clock } from '../../lib/clock.ts';
import { tokenHash } from './secret-token.ts';

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, { role: MemberRole }>;
    UserId: number;
    DatabaseSessionAttributes: { absoluteExpiresAt: Date; userAgent: string };
    DatabaseUserAttributes: { role: MemberRole };
  }
}

/**
 * Lucia's seven storage methods on our tables. Session ids are stored as SHA-256 only.
 * Lucia reads the system clock: expiry is handed to it shifted to that clock, so that ours decides.
 */
export function luciaAdapter(database: Prisma.TransactionClient, clock: Clock): Adapter {
  const shift = () => Date.now() - clock().getTime();
  const toLucia = (instant: Date) => new Date(instant.getTime() + shift());
  const fromLucia = (instant: Date) => new Date(instant.getTime() - shift());
  const earlier = (a: Date, b: Date) => (a < b ? a : b);

  return {
    async getSessionAndUser(sessionId) {
      const row = await database.session.findUnique({
        where: { id: tokenHash(sessionId) },
        include: { member: { select: { role: true, status: true } } },
      });
      if (row?.member.status !== 'ACTIVE') return [null, null];
      const { memberId, expiresAt, absoluteExpiresAt, userAgent } = row;
      const session: DatabaseSession = {
        id: sessionId,
        userId: memberId,
        expiresAt: toLucia(earlier(expiresAt, absoluteExpiresAt)),
        attributes: { absoluteExpiresAt, userAgent },
      };
      return [session, { id: memberId, attributes: { role: row.member.role } }];
    },
    /** The ids are hashes: they tell sessions apart but open none. */
    async getUserSessions(memberId) {
      const rows = await database.session.findMany({ where: { memberId } });
      return rows.map(({ id, expiresAt, absoluteExpiresAt, userAgent }) => ({
        id,
        userId: memberId,
        expiresAt: toLucia(earlier(expiresAt, absoluteExpiresAt)),
        attributes: { absoluteExpiresAt, userAgent },
      }));
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      const { absoluteExpiresAt, userAgent } = attributes;
      await database.session.create({
        data: {
          id: tokenHash(id),
          memberId: userId,
          expiresAt: earlier(fromLucia(expiresAt), absoluteExpiresAt),
          absoluteExpiresAt,
          createdAt: clock(),
          userAgent: userAgent.slice(0, 300),
        },
      });
    },
    async updateSessionExpiration(sessionId, expiresAt) {
      await database.session.updateMany({
        where: { id: tokenHash(sessionId) },
        data: { expiresAt: fromLucia(expiresAt) },
      });
    },
    async deleteSession(sessionId) {
      await database.session.deleteMany({ where: { id: tokenHash(sessionId) } });
    },
    async deleteUserSessions(memberId) {
      await database.session.deleteMany({ where: { memberId } });
    },
    async deleteExpiredSessions() {
      const now = clock();
      await database.session.deleteMany({
        where: { OR: [{ expiresAt: { lte: now } }, { absoluteExpiresAt: { lte: now } }] },
      });
    },
  };
}
