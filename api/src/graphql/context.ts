import type { ApiTokenScope, MemberRole } from '@outlay/prisma';
import type { Clock } from '../lib/clock.ts';

/** Who is asking. A job is the process itself (scheduler, command). */
export type Actor =
  | { kind: 'PERSON'; memberId: number; role: MemberRole; sessionId: string }
  | {
      kind: 'TOKEN';
      memberId: number;
      role: MemberRole;
      tokenId: number;
      scopes: readonly ApiTokenScope[];
      agentId: number | null;
    }
  | { kind: 'JOB'; name: string }
  | { kind: 'ANONYMOUS' };

/** What every resolver may use; the database is imported, not carried. */
export interface Context {
  actor: Actor;
  clock: Clock;
  request: Request;
  /** Set-Cookie values to send with the answer. */
  setCookie(cookie: string): void;
}
