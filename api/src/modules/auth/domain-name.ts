import { z } from 'zod';

const DOMAIN = /^(?=.{1,253}$)([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** A domain of email addresses, lower case; a leading @ is dropped. */
export const domainName = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text) => text.replace(/^@/, ''))
  .refine((text) => DOMAIN.test(text), { error: 'is not a domain', params: { remedy: 'Write it like example.com.' } });
