import type { GlAccountType } from '@outlay/prisma';

/** Accounts that an organization without any begins with; every one may be renamed or archived. */
export const defaultChart: readonly { code: string; name: string; type: GlAccountType }[] = [
  { code: '1300', name: 'Prepaid Expenses', type: 'ASSET' },
  { code: '2000', name: 'Accounts Payable', type: 'LIABILITY' },
  { code: '2100', name: 'Accrued Liabilities', type: 'LIABILITY' },
  { code: '6200', name: 'Software Subscriptions', type: 'EXPENSE' },
  { code: '6210', name: 'Development Tools', type: 'EXPENSE' },
  { code: '6220', name: 'AI API Usage', type: 'EXPENSE' },
  { code: '6230', name: 'AI Assistants', type: 'EXPENSE' },
  { code: '6240', name: 'Design and Media Tools', type: 'EXPENSE' },
  { code: '6250', name: 'Hosting and Infrastructure', type: 'EXPENSE' },
  { code: '6260', name: 'Databases and Storage', type: 'EXPENSE' },
  { code: '6310', name: 'Payment Processing Fees', type: 'EXPENSE' },
  { code: '6990', name: 'Rounding Differences', type: 'EXPENSE' },
];

/** What they are used for. */
export const defaultPostings = {
  defaultExpenseAccountId: '6220',
  payableAccountId: '2000',
  accruedAccountId: '2100',
  prepaidAccountId: '1300',
  roundingAccountId: '6990',
} as const;
