import type { Plan, PlanAllowance, PlanPrice } from './plan.ts';

/** When the list prices below were last compared with the vendors' pages. */
export const PLANS_AS_OF = '2026-06-30';

const usd = (monthly: string, yearly?: string): PlanPrice[] => [
  { interval: 'MONTHLY', currency: 'USD', amount: monthly },
  ...(yearly === undefined ? [] : [{ interval: 'YEARLY', currency: 'USD', amount: yearly } as const]),
];

const personal = { minSeats: 1, isForTeams: false };
const teams = { minSeats: 1, isForTeams: true };
const listValue = (perMonth: string, basis: PlanAllowance['basis'] = 'PUBLISHED'): { allowance: PlanAllowance } => ({
  allowance: { unit: 'LIST_VALUE_USD', perMonth, overage: '1', basis },
});
/** One published measurement of a full weekly Max 5x limit, scaled by the weekly hours that the vendor states. */
const estimated = (perMonth: string) => listValue(perMonth, 'ESTIMATED');

const claude = {
  vendorCode: 'anthropic',
  vendorName: 'Anthropic',
  toolCode: 'claude_code',
  toolName: 'Claude Code',
  kind: 'CODING',
} as const;
const chatgpt = {
  vendorCode: 'openai',
  vendorName: 'OpenAI',
  toolCode: 'codex',
  toolName: 'Codex',
  kind: 'CODING',
} as const;
const cursor = {
  vendorCode: 'cursor',
  vendorName: 'Cursor',
  toolCode: 'cursor',
  toolName: 'Cursor',
  kind: 'CODING',
} as const;
const copilot = {
  vendorCode: 'github',
  vendorName: 'GitHub',
  toolCode: 'copilot',
  toolName: 'GitHub Copilot',
  kind: 'CODING',
} as const;
const windsurf = {
  vendorCode: 'windsurf',
  vendorName: 'Windsurf',
  toolCode: 'windsurf',
  toolName: 'Windsurf',
  kind: 'CODING',
} as const;
const midjourney = {
  vendorCode: 'midjourney',
  vendorName: 'Midjourney',
  toolCode: 'midjourney',
  toolName: 'Midjourney',
  kind: 'IMAGE',
} as const;
const gemini = {
  vendorCode: 'google',
  vendorName: 'Google',
  toolCode: 'gemini_cli',
  toolName: 'Gemini CLI',
  kind: 'CODING',
} as const;
const vercel = { vendorCode: 'vercel', vendorName: 'Vercel', kind: 'HOSTING' } as const;
const supabase = { vendorCode: 'supabase', vendorName: 'Supabase', kind: 'HOSTING' } as const;

export const planCatalogue: readonly Plan[] = [
  { ...claude, ...personal, code: 'claude_pro', name: 'Claude Pro', prices: usd('20', '200'), ...estimated('640') },
  { ...claude, ...personal, code: 'claude_max_5x', name: 'Claude Max 5x', prices: usd('100'), ...estimated('2200') },
  { ...claude, ...personal, code: 'claude_max_20x', name: 'Claude Max 20x', prices: usd('200'), ...estimated('3800') },
  {
    ...claude,
    code: 'claude_team_standard',
    name: 'Claude Team Standard',
    minSeats: 5,
    isForTeams: true,
    prices: usd('25', '240'),
    ...estimated('800'),
  },
  {
    ...claude,
    code: 'claude_team_premium',
    name: 'Claude Team Premium',
    minSeats: 5,
    isForTeams: true,
    prices: usd('125', '1200'),
    ...estimated('2200'),
  },
  { ...chatgpt, ...personal, code: 'chatgpt_plus', name: 'ChatGPT Plus', prices: usd('20') },
  { ...chatgpt, ...personal, code: 'chatgpt_pro', name: 'ChatGPT Pro', prices: usd('200') },
  {
    ...chatgpt,
    code: 'chatgpt_business',
    name: 'ChatGPT Business',
    minSeats: 2,
    isForTeams: true,
    prices: usd('30', '300'),
  },
  { ...cursor, ...personal, code: 'cursor_hobby', name: 'Cursor Hobby', prices: usd('0') },
  { ...cursor, ...personal, code: 'cursor_pro', name: 'Cursor Pro', prices: usd('20', '192'), ...listValue('20') },
  {
    ...cursor,
    ...personal,
    code: 'cursor_pro_plus',
    name: 'Cursor Pro+',
    prices: usd('60', '576'),
    ...listValue('70'),
  },
  {
    ...cursor,
    ...personal,
    code: 'cursor_ultra',
    name: 'Cursor Ultra',
    prices: usd('200', '1920'),
    ...listValue('400'),
  },
  { ...cursor, ...teams, code: 'cursor_teams', name: 'Cursor Teams', prices: usd('40', '384'), ...listValue('20') },
  {
    ...cursor,
    ...teams,
    code: 'cursor_teams_premium',
    name: 'Cursor Teams Premium',
    prices: usd('120'),
    ...listValue('100'),
  },
  {
    ...copilot,
    ...personal,
    code: 'copilot_pro',
    name: 'GitHub Copilot Pro',
    prices: usd('10', '100'),
    ...listValue('15'),
  },
  {
    ...copilot,
    ...personal,
    code: 'copilot_pro_plus',
    name: 'GitHub Copilot Pro+',
    prices: usd('39', '390'),
    ...listValue('70'),
  },
  { ...copilot, ...personal, code: 'copilot_max', name: 'GitHub Copilot Max', prices: usd('100'), ...listValue('200') },
  {
    ...copilot,
    ...teams,
    code: 'copilot_business',
    name: 'GitHub Copilot Business',
    prices: usd('19'),
    ...listValue('19'),
  },
  {
    ...copilot,
    ...teams,
    code: 'copilot_enterprise',
    name: 'GitHub Copilot Enterprise',
    prices: usd('39'),
    ...listValue('39'),
  },
  { ...windsurf, ...personal, code: 'windsurf_pro', name: 'Windsurf Pro', prices: usd('15') },
  { ...windsurf, ...teams, code: 'windsurf_teams', name: 'Windsurf Teams', prices: usd('30') },
  { ...midjourney, ...personal, code: 'midjourney_basic', name: 'Midjourney Basic', prices: usd('10', '96') },
  { ...midjourney, ...personal, code: 'midjourney_standard', name: 'Midjourney Standard', prices: usd('30', '288') },
  { ...midjourney, ...personal, code: 'midjourney_pro', name: 'Midjourney Pro', prices: usd('60', '576') },
  { ...midjourney, ...personal, code: 'midjourney_mega', name: 'Midjourney Mega', prices: usd('120', '1152') },
  { ...gemini, ...personal, code: 'google_ai_pro', name: 'Google AI Pro', prices: usd('19.99', '199.99') },
  { ...gemini, ...personal, code: 'google_ai_ultra', name: 'Google AI Ultra', prices: usd('249.99') },
  { ...vercel, ...teams, code: 'vercel_pro', name: 'Vercel Pro', prices: usd('20') },
  { ...supabase, ...teams, code: 'supabase_pro', name: 'Supabase Pro', prices: usd('25') },
  { ...supabase, ...teams, code: 'supabase_team', name: 'Supabase Team', prices: usd('599') },
];

const byCode = new Map(planCatalogue.map((plan) => [plan.code, plan]));

export const planOf = (code: string | null | undefined): Plan | undefined => byCode.get(code ?? '');

/** Kind of each tool that a plan opens; tools of one kind do the same work. */
const kinds = new Map(planCatalogue.map(({ toolCode, kind }) => [toolCode, kind]));

export const toolKind = (toolCode: string | undefined) => (toolCode === undefined ? undefined : kinds.get(toolCode));
