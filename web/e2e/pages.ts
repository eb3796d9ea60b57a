/** Where a page is and a selector of what it shows once it is complete. */
export type PageToScan = readonly [path: string, shows: string];

/** Pages before sign-in. */
export const publicPages: readonly PageToScan[] = [
  ['/sign-in', 'role=button[name="Sign in"]'],
  ['/forgot-password', 'role=heading[level=1]'],
  ['/accept-invitation?token=x', 'role=heading[level=1]'],
  ['/reset-password?token=x', 'role=heading[level=1]'],
];

const pivot = 'rows=["TEAM","MEMBER"]&columns=["DAY"]&heatmap=["SPEND"]&period=last-7-days';
const figures = 'role=treegrid >> td[aria-description*="USD"]';

/** Every page that an administrator opens by address, part by part. */
export const adminPages: Readonly<Record<string, readonly PageToScan[]>> = {
  Explore: [
    [`/explore?${pivot}&level=1&compareTo=PREVIOUS_PERIOD`, figures],
    ['/explore?columns=["HOUR"]&period=2025-06-01..2026-06-01', 'role=alert'],
    [`/explore/rows?${pivot}`, '.ag-row-first'],
  ],
  People: [
    ['/members', 'role=table >> text=Ada Admin'],
    ['/members?dialog=invite', 'role=dialog >> role=button[name="Create invitation"]'],
    ['/members/Member:2', 'role=heading[name="By model"]'],
    ['/teams', 'role=table >> text=Platform'],
    ['/teams/Team:1', 'role=heading[name="Platform"]'],
    ['/agents', 'role=heading[level=1]'],
    ['/projects', 'role=heading[level=1]'],
  ],
  Integrations: [
    ['/integrations', 'role=table >> text=anthropic'],
    ['/integrations/connect?vendor=anthropic', 'role=textbox[name="Admin API key"]'],
    ['/integrations/connections/Connection:1', 'role=table[name="Sync history"] >> text=Succeeded'],
    ['/integrations/connections/Connection:1?view=settings', 'role=button[name="Save"]'],
    ['/integrations/connections/Connection:1?run=SyncRun:1', 'role=table[name="Streams of this run"]'],
    ['/integrations/identities', 'role=table[name="identities"]'],
    ['/integrations/identities?show=mapped', 'role=table[name="identities"]'],
    ['/integrations/identities?show=ignored', 'role=heading[level=1]'],
  ],
  Prices: [
    ['/integrations/prices?q=opus-5', 'role=region[name="Models without a price"]'],
    ['/integrations/prices?dialog=set', 'role=dialog >> role=button[name="Set price"]'],
    ['/integrations/prices?dialog=import', 'role=dialog >> role=button[name="Import"]'],
    ['/integrations/prices?dialog=reprice', 'role=dialog >> role=button[name="Preview"]'],
  ],
  Subscriptions: [
    ['/subscriptions', 'role=row >> text=Claude Max 5x'],
    ['/subscriptions?dialog=new', 'role=dialog >> role=button[name="Add"]'],
    ['/subscriptions?dialog=paste', 'role=dialog >> role=textbox[name="Rows"]'],
    ['/subscriptions/PaidSubscription:1', 'role=region[name="Posted entries"] >> text=$100.00'],
    ['/subscriptions/recommendations', 'role=heading[name="Nothing to save"]'],
    ['/subscriptions/renewals', 'role=row[name=/Renews Claude Max 5x/]'],
    ['/my/subscriptions', 'role=heading[name="No subscriptions yet"]'],
    ['/my/subscriptions?dialog=new', 'role=dialog >> role=button[name="Add"]'],
  ],
  'the ledger and its accounts': [
    ['/ledger?period=last-7-days', '.ag-row >> text=Icons for the website'],
    ['/ledger?period=last-7-days&dialog=paste', 'role=dialog >> role=textbox[name="Rows"]'],
    ['/ledger/accounts', 'role=combobox[name="Rule 1: Account"]'],
    ['/ledger/accounts?dialog=new', 'role=dialog >> role=button[name="Create account"]'],
    ['/ledger/accounts?dialog=import', 'role=dialog >> role=button[name="Import"]'],
  ],
  'recurring costs, fees, imports and periods': [
    ['/ledger/recurring', 'role=row >> text=Vector database'],
    ['/ledger/recurring?dialog=new', 'role=dialog >> role=button[name="Create recurring cost"]'],
    ['/ledger/fees', 'role=row >> text=Stripe'],
    ['/ledger/fees?dialog=rate', 'role=dialog >> role=textbox'],
    ['/ledger/imports', 'role=region[name="Imports"] >> text=accounts.csv'],
    ['/ledger/imports?dialog=entries', 'role=dialog >> role=button[name="Import"]'],
    ['/ledger/periods', 'role=region[name="Months"] >> text=Open'],
  ],
  Budgets: [
    ['/budgets', 'role=heading[level=1]'],
    ['/budgets?dialog=new', 'role=dialog >> role=button[name="Create budget"]'],
    ['/budgets/Budget:1', 'role=heading[name="Limits"]'],
    ['/budgets/Budget:1?dialog=change', 'role=dialog >> role=button[name="Save"]'],
    ['/budgets/projection', 'role=region[name="The month by day"]'],
    ['/budgets/projection?dialog=new', 'role=dialog >> role=button[name="Create scenario"]'],
  ],
  'Alerts, rules and channels': [
    ['/budgets/alerts?show=all', 'role=heading[level=1]'],
    ['/budgets/rules', 'role=region[name="Alert rules"]'],
    ['/budgets/rules?dialog=new', 'role=dialog >> role=button[name="Create rule"]'],
    ['/budgets/channels', 'role=region[name="Channels"]'],
    ['/budgets/channels?dialog=new', 'role=dialog >> role=button[name="Create channel"]'],
    ['/my/notifications', 'text=A summary each week'],
  ],
  'Settings and own pages': [
    ['/settings/organization', 'role=radio[name="Just record them"]'],
    ['/settings/password', 'role=button[name="Change password"]'],
    ['/settings/api-tokens', 'role=heading[level=1]'],
    ['/settings/audit', 'role=table >> text=setUpOrganization'],
    ['/my/spend', 'role=heading[level=1]'],
    ['/my/tokens', 'role=button[name="New token"]'],
  ],
};

/** What a member opens beside pages for everybody. */
export const memberPages: readonly PageToScan[] = [
  ['/my/spend', 'dl >> text=$100.00'],
  ['/my/subscriptions', 'role=row >> text=Claude Max 5x'],
  ['/my/subscriptions?dialog=new', 'role=dialog >> role=button[name="Add"]'],
  ['/my/tokens', 'role=button[name="New token"]'],
  ['/subscriptions/PaidSubscription:1', 'role=region[name="Posted entries"] >> text=$100.00'],
  ['/subscriptions/recommendations', 'role=heading[name="Nothing to save"]'],
  ['/subscriptions/renewals', 'role=row[name=/Renews Claude Max 5x/]'],
];
