import type { ApiTokenScope, MemberRole } from '@outlay/prisma';
import type { Clock } from '../lib/clock.ts';
import type { SendMail } from '../lib/mail.ts';

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

/** What the installation's settings let operations know and do. */
export interface Installation {
  /** Address people use, without a trailing slash; `https:` makes cookies Secure. */
  publicUrl: string;
  /** ALLOWED_DOMAIN; empty: the organization's own list holds. */
  allowedDomains: readonly string[];
  hasGoogleSignIn: boolean;
  /** Undefined without SMTP: links are then handed over by an administrator. */
  sendMail: SendMail | undefined;
  /** Work that outlives the answer; its failure is logged, and a graceful stop waits for it. */
  inBackground(work: Promise<unknown>): void;
}

/** What every resolver may use; the database is imported, not carried. */
export interface Context {
  actor: Actor;
  clock: Clock;
  request: Request;
  /** The caller's network address. */
  address: string;
  installation: Installation;
  /** Set-Cookie values to send with the answer. */
  setCookie(cookie: string): void;
}
