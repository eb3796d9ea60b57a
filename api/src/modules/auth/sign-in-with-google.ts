import type { Prisma } from '@outlay/prisma';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { memberKnown, rebuildSoon } from '../people/attribution-changes.ts';
import { nameOf } from '../people/invite-member.ts';
import { domainOf } from './email-address.ts';
import type { OpenIdClaims } from './open-id-provider.ts';
import { startSession } from './sessions.ts';
import { recordSignIn } from './sign-in.ts';

/** Why Google's word was not enough; the sign-in page explains each. */
export type GoogleRefusal = 'google_unverified' | 'google_domain' | 'google_deactivated' | 'google_other_account';

/**
 * Starts a session for a person Google vouches for: a known member, one claimed now, or a new member of an allowed
 * domain. Both outcomes are audited. Answers why not, if not.
 */
export async function signInWithGoogle(context: Context, claims: OpenIdClaims): Promise<GoogleRefusal | undefined> {
  const email = claims.email.trim().toLowerCase();
  const refusal = await db.$transaction(async (tx) => {
    const member = await findMember(tx, claims.sub, email);
    const problem = (await claimsProblem(tx, context, claims, email)) ?? memberProblem(member, claims.sub);
    if (problem) {
      await recordSignIn(tx, 'signInFailed', member?.id, { email, method: 'google' });
      return problem;
    }
    const memberId = member ? await claim(tx, member, claims) : await join(tx, email, claims);
    await startSession(tx, context, memberId);
    await recordSignIn(tx, 'signIn', memberId, { email, method: 'google' });
    await memberKnown(tx);
    return undefined;
  });
  if (!refusal) rebuildSoon(context);
  return refusal;
}

type KnownMember = NonNullable<Awaited<ReturnType<typeof findMember>>>;

/** By Google's lasting subject first: addresses may change. */
async function findMember(tx: Prisma.TransactionClient, googleSubject: string, email: string) {
  const include = { credential: true };
  const known = await tx.member.findFirst({ where: { credential: { googleSubject } }, include });
  return known ?? (await tx.member.findUnique({ where: { email }, include }));
}

async function claimsProblem(
  tx: Prisma.TransactionClient,
  { installation }: Context,
  claims: OpenIdClaims,
  email: string,
): Promise<GoogleRefusal | undefined> {
  if (!claims.email_verified) return 'google_unverified';
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { allowedDomains: true } });
  const { allowedDomains } = installation;
  const allowed = allowedDomains.length > 0 ? allowedDomains : (organization?.allowedDomains ?? []);
  return allowed.includes(domainOf(email)) ? undefined : 'google_domain';
}

function memberProblem(member: KnownMember | null, googleSubject: string): GoogleRefusal | undefined {
  if (member?.status === 'DEACTIVATED') return 'google_deactivated';
  const subject = member?.credential?.googleSubject;
  return subject && subject !== googleSubject ? 'google_other_account' : undefined;
}

async function claim(tx: Prisma.TransactionClient, member: KnownMember, { sub, name }: OpenIdClaims): Promise<number> {
  await tx.memberCredential.upsert({
    where: { memberId: member.id },
    create: { memberId: member.id, googleSubject: sub },
    update: { googleSubject: sub },
  });
  if (member.status !== 'ACTIVE') {
    const data = { status: 'ACTIVE', name: name?.trim() || member.name } as const;
    await tx.member.update({ where: { id: member.id }, data });
    await tx.accountLink.deleteMany({ where: { memberId: member.id, usedAt: null } });
  }
  return member.id;
}

async function join(tx: Prisma.TransactionClient, email: string, { sub, name }: OpenIdClaims): Promise<number> {
  const { id } = await tx.member.create({
    data: {
      email,
      name: name?.trim() || nameOf(email),
      status: 'ACTIVE',
      credential: { create: { googleSubject: sub } },
    },
  });
  return id;
}
