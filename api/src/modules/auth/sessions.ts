import type { Prisma } from '@outlay/prisma';
import { Lucia, TimeSpan } from 'lucia';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import type { Clock } from '../../lib/clock.ts';
import { luciaAdapter } from './lucia-adapter.ts';

const IDLE_DAYS = 14;
const ABSOLUTE_MS = 90 * 86_400_000;

/** Browsers take a `__Host-` cookie only from https, for exactly this host. */
export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? '__Host-outlay_session' : 'outlay_session';
}

function lucia(database: Prisma.TransactionClient, clock: Clock, publicUrl: string) {
  return new Lucia(luciaAdapter(database, clock), {
    sessionExpiresIn: new TimeSpan(IDLE_DAYS, 'd'),
    sessionCookie: { name: sessionCookieName(publicUrl), attributes: { secure: publicUrl.startsWith('https:') } },
    getUserAttributes: ({ role }) => ({ role }),
  });
}

/** The session id a request carries, if any. */
export function sessionIdOf(request: Request, publicUrl: string): string | undefined {
  const header = request.headers.get('cookie') ?? '';
  const name = `${sessionCookieName(publicUrl)}=`;
  return header
    .split(/;\s*/)
    .find((pair) => pair.startsWith(name))
    ?.slice(name.length);
}

/** Begins a session for a member who has just proved who they are; the browser's earlier one ends. */
export async function startSession(tx: Prisma.TransactionClient, context: Context, memberId: number): Promise<void> {
  const { clock, installation, request, setCookie } = context;
  const sessions = lucia(tx, clock, installation.publicUrl);
  const earlier = sessionIdOf(request, installation.publicUrl);
  if (earlier !== undefined) await sessions.invalidateSession(earlier);
  await sessions.deleteExpiredSessions();
  const session = await sessions.createSession(memberId, {
    absoluteExpiresAt: new Date(clock().getTime() + ABSOLUTE_MS),
    userAgent: request.headers.get('user-agent') ?? '',
  });
  setCookie(sessions.createSessionCookie(session.id).serialize());
}

export async function endSession(tx: Prisma.TransactionClient, context: Context): Promise<void> {
  const { clock, installation, request, setCookie } = context;
  const sessions = lucia(tx, clock, installation.publicUrl);
  const sessionId = sessionIdOf(request, installation.publicUrl);
  if (sessionId !== undefined) await sessions.invalidateSession(sessionId);
  setCookie(sessions.createBlankSessionCookie().serialize());
}

/** Who the request's session belongs to; a session in use is prolonged. Undefined: none, unknown or expired. */
export async function validateSession(
  sessionId: string,
  { clock, installation, setCookie }: Pick<Context, 'clock' | 'installation' | 'setCookie'>,
) {
  const sessions = lucia(db, clock, installation.publicUrl);
  const { session, user } = await sessions.validateSession(sessionId);
  if (!session) return undefined;
  if (session.fresh) setCookie(sessions.createSessionCookie(session.id).serialize());
  return { memberId: user.id, role: user.role, sessionId };
}
