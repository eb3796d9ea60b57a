import { z } from 'zod';
import { isZone } from '../../lib/calendar.ts';
import { domainName } from '../auth/domain-name.ts';

export const organizationName = z.string().trim().min(1).max(200);

export const missingUsdRate = {
  error: 'is missing',
  params: { remedy: 'Vendors bill in USD: say how many units of the reporting currency one USD is worth.' },
};

export const reportingZone = z
  .string()
  .refine(isZone, { error: 'is not a time zone', params: { remedy: 'Use an IANA name such as Europe/Berlin.' } });

/** Each once. */
export const allowedDomains = z
  .array(domainName)
  .max(50)
  .transform((domains) => [...new Set(domains)]);
