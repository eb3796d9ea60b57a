import type { Prisma } from '@outlay/prisma';
import { z } from 'zod';
import { db } from '../../db.ts';
import type { Context } from '../../graphql/context.ts';
import { isZone, startOfDay } from '../../lib/calendar.ts';
import { ConflictError } from '../../lib/errors.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { isUniqueViolation } from '../../lib/unique-violation.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { domainName } from './domain-name.ts';
import { emailAddress } from './email-address.ts';
import { hashPassword } from './password-hash.ts';
import { requireGoodPassword } from './password-rules.ts';
import { startSession } from './sessions.ts';
import type { SignedInMember } from './sign-in.ts';

/** The rate of the set-up holds for all history, until a dated one is set. */
const FIRST_DAY = startOfDay('1970-01-01');
const currencies = new Set(Intl.supportedValuesOf('currency'));

const schema = z
  .object({
    organizationName: z.string().trim().min(1).max(200),
    reportingCurrency: z
      .string()
      .toUpperCase()
      .refine((code) => currencies.has(code), {
        error: 'is not a currency',
        params: { remedy: 'Use an ISO 4217 code such as USD or EUR.' },
      }),
    usdRate: z
      .string()
      .regex(/^\d{1,9}(\.\d{1,12})?$/, { error: 'is not a rate' })
      .refine((rate) => /[1-9]/.test(rate), { error: 'is zero', params: { remedy: 'Write a positive number.' } })
      .nullish(),
    reportingZone: z
      .string()
      .refine(isZone, { error: 'is not a time zone', params: { remedy: 'Use an IANA name such as Europe/Berlin.' } }),
    allowedDomains: z.array(domainName).max(50),
    name: z.string().trim().min(1).max(200),
    email: emailAddress,
    password: z.string(),
  })
  .refine(({ reportingCurrency, usdRate }) => reportingCurrency === 'USD' || usdRate, {
    path: ['usdRate'],
    error: 'is missing',
    params: { remedy: 'Vendors bill in USD: say how many units of the reporting currency one USD is worth.' },
  });

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
  if (reportingCurrency !== 'USD' && usdRate) {
    await tx.exchangeRate.create({ data: { base: 'USD', quote: reportingCurrency, day: FIRST_DAY, rate: usdRate } });
  }
  const admin = { name, role: 'ADMIN', status: 'ACTIVE', credential: { create: { passwordHash } } } as const;
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
