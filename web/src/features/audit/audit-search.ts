import { z } from 'zod';

/** The URL state of the audit log: one kind of action, and the newest event of the page (absent: the first page). */
export const auditSearch = z.object({
  action: z.string().default('').catch(''),
  after: z.coerce.string().optional().catch(undefined),
});

export type AuditSearch = z.output<typeof auditSearch>;

export const auditSearchDefaults = { action: '' };
