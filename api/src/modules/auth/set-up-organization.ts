import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { currencyCode, exchangeRate } from '../../lib/currency-code.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { isUniqueViolation } from '../../lib/unique-violation.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { createDefaultRules } from '../budgets/rules/default-rules.ts';
import { allowedDomains, missingUsdRate, organizationName, reportingZone } from '../people/organization-fields.ts';
import { setStandingUsdRate } from '../people/standing-usd-rate.ts';
import { emailAddress } from './email-address.ts';
import { hashPassword } from './password-hash.ts';
import { requireGoodPassword } from './password-rules.ts';
import { startSession } from './sessions.ts';
import type { SignedInMember } from './sign-in.ts';

const schema = z
  .object({
    organizationName,
    reportingCurrency: currencyCode,
    usdRate: exchangeRate.nullish(),
    reportingZone,
    allowedDomains,
    name: z.string().trim().min(1).max(200),
    email: emailAddress,
    password: z.string(),
  })
  .refine((input) => input.reportingCurrency === 'USD' || input.usdRate, { path: ['usdRate'], ...missingUsdRate });

export type SetUpOrganizationInput = z.input<typeof schema>;

/**
 * Creates the organization and its first administrator, and signs them in. Works exactly once: the organization's
 * primary key decides between two at the same moment. @throws InvalidInputError | ConflictError
 */
export async function setUpOrganization(context: Context, input: SetUpOrganizationInput): Promise<SignedInMember> {
  await requireNotSetUp();
  const parsed = parseInput(schema, input);
  requireGoodPassword('password', parsed.password, parsed.email);
  const passwordHash = await hashPassword(parsed.password);
  try {
    return await db.$transaction((tx) => writeOrganization(tx, context, parsed, passwordHash));
  } catch (error) {
    if (isUniqueViolation(error)) throw alreadySetUp();
    throw error;
  }
}

async function writeOrganization(
  tx: Prisma.TransactionClient,
  context: Context,
  input: z.output<typeof schema>,
  passwordHash: string,
): Promise<SignedInMember> {
  const { organizationName, reportingCurrency, reportingZone, allowedDomains, usdRate, name, email } = input;
  await tx.organization.create({
    data: { id: 1, name: organizationName, reportingCurrency, reportingZone, allowedDomains },
  });
  if (reportingCurrency !== 'USD' && usdRate) await setStandingUsdRate(tx, reportingCurrency, usdRate);
  const admin = { name, role: 'ADMIN', status: 'ACTIVE', credential: { create: { passwordHash } } } as const;
  await createDefaultRules(tx, context.clock());
  const member = await tx.member.upsert({ where: { email }, create: { email, ...admin }, update: admin });
  await startSession(tx, context, member.id);
  await recordAuditEvent(tx, context.actor, {
    action: 'setUpOrganization',
    subjectType: 'Organization',
    subjectId: 1,
    after: { organizationName, reportingCurrency, reportingZone, allowedDomains, usdRate: usdRate ?? null, email },
  });
  return { id: member.id, name: member.name, role: member.role };
}

const alreadySetUp = () => new ConflictError('organizationName', 'The organization has already been set up. Sign in.');

async function requireNotSetUp(): Promise<void> {
  if (await isSetUp()) throw alreadySetUp();
}

export async function isSetUp(): Promise<boolean> {
  return (await db.organization.count()) > 0;
}
