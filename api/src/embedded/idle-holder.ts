import type { Socket } from 'node:net';
import type { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import type { SharedSession } from './shared-session.ts';

type Handler = { readonly handlerId: number; readonly socket: Socket | null };

/**
 * Closes the connection that holds a transaction and says nothing, since all others wait for it; its work is rolled back.
 * PostgreSQL's own idle_in_transaction_session_timeout never fires in PGlite, which has no timers.
 */
export function closeIdleHolder(session: SharedSession, server: PGLiteSocketServer, limitMs: number): void {
  if (session.heldIdleMs() < limitMs) return;
  const { handlers, holderId } = internals(server);
  for (const handler of handlers) if (handler.handlerId === holderId) handler.socket?.destroy();
}

/** The server does not say who holds the session; these private fields do, in the pinned version. */
function internals(server: PGLiteSocketServer): { handlers: Iterable<Handler>; holderId: number | null } {
  const { handlers, queryQueue } = server as unknown as {
    handlers: Iterable<Handler>;
    queryQueue: { lastHandlerId: number | null };
  };
  return { handlers, holderId: queryQueue.lastHandlerId };
}
