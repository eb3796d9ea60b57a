/** Every page that an administrator opens by address; the accessibility scan visits each. */
export const adminPages = [
  '/members',
  '/members?dialog=invite',
  '/members/Member:1',
  '/teams',
  '/agents',
  '/projects',
  '/subscriptions',
  '/subscriptions?dialog=new',
  '/subscriptions?dialog=paste',
  '/subscriptions/recommendations',
  '/subscriptions/renewals',
  '/ledger',
  '/ledger?dialog=paste',
  '/ledger/accounts',
  '/ledger/recurring?dialog=new',
  '/ledger/fees?dialog=rate',
  '/ledger/imports?dialog=entries',
  '/ledger/periods',
  '/settings/organization',
  '/settings/password',
  '/settings/api-tokens',
  '/settings/audit',
  '/my/spend',
  '/my/subscriptions',
  '/my/subscriptions?dialog=new',
  '/my/tokens',
];

/** Pages before sign-in. */
export const publicPages = ['/sign-in', '/forgot-password', '/accept-invitation?token=x', '/reset-password?token=x'];
