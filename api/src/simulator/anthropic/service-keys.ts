import type { ProfileName } from './profiles.ts';

/** Workspaces by key; `null` in reports stands for the default one. */
export const WORKSPACES = {
  default: { name: 'Default', tags: {} },
  claudeCode: { name: 'Claude Code', tags: { cost_center: 'CC-1010' } },
  production: { name: 'Production', tags: { cost_center: 'CC-2000', env: 'prod' } },
  support: { name: 'Support Agent', tags: { cost_center: 'CC-2400', env: 'prod' } },
  ci: { name: 'CI', tags: { cost_center: 'CC-1010' } },
  evaluation: { name: 'Evaluation', tags: { cost_center: 'CC-3000' } },
  data: { name: 'Data Platform', tags: { cost_center: 'CC-3100' } },
  research: { name: 'Research', tags: { cost_center: 'CC-3000' } },
  marketing: { name: 'Marketing Site', tags: {} },
  sandbox: { name: 'Sandbox', tags: {} },
  legacy: { name: 'Legacy Pilot', tags: {}, archivedOn: '2026-07-31' },
  customers: { name: 'Customer Pilots', tags: { cost_center: 'CC-2100', env: 'prod' } },
} satisfies Record<string, { name: string; tags: Record<string, string>; archivedOn?: string }>;

export type WorkspaceName = keyof typeof WORKSPACES;

export interface ServiceKey {
  name: string;
  workspace: WorkspaceName;
  profile: ProfileName;
  /** True owner by index of person; null when nobody knows. */
  owner: number | null;
  appetite?: number;
  createdOn?: string;
  archivedOn?: string;
  deletedOn?: string;
}

export const SERVICE_KEYS: readonly ServiceKey[] = [
  { name: 'ci-review-bot', workspace: 'ci', profile: 'review', owner: 0 },
  { name: 'support-agent-prod', workspace: 'support', profile: 'support', owner: 8 },
  { name: 'eval-runner', workspace: 'evaluation', profile: 'evaluation', owner: 13 },
  { name: 'nightly-refactor-agent', workspace: 'ci', profile: 'nightly', owner: 4 },
  { name: 'data-pipeline-enrich', workspace: 'data', profile: 'pipeline', owner: 3 },
  { name: 'market-research-agent', workspace: 'research', profile: 'search', owner: 15 },
  { name: 'contract-reader', workspace: 'customers', profile: 'documents', owner: 11, createdOn: '2026-04-20' },
  { name: 'docs-translator', workspace: 'marketing', profile: 'trickle', owner: 16, appetite: 6 },
  {
    name: 'onboarding-assistant',
    workspace: 'production',
    profile: 'support',
    owner: 2,
    appetite: 0.3,
    createdOn: '2026-06-15',
  },
  { name: 'search-summaries', workspace: 'production', profile: 'pipeline', owner: 9 },
  { name: 'prod-backup', workspace: 'production', profile: 'trickle', owner: null, appetite: 4 },
  { name: 'test', workspace: 'default', profile: 'trickle', owner: null, appetite: 3 },
  { name: 'tmp-key-2', workspace: 'default', profile: 'trickle', owner: null },
  {
    name: 'pilot-chatbot',
    workspace: 'legacy',
    profile: 'support',
    owner: 6,
    appetite: 0.15,
    archivedOn: '2026-07-31',
  },
  { name: 'eval-runner', workspace: 'sandbox', profile: 'trickle', owner: 13, appetite: 5, archivedOn: '2026-10-15' },
  {
    name: 'hackathon',
    workspace: 'sandbox',
    profile: 'trickle',
    owner: null,
    appetite: 8,
    createdOn: '2026-03-10',
    deletedOn: '2026-09-30',
  },
  {
    name: 'old-support-agent',
    workspace: 'support',
    profile: 'support',
    owner: 8,
    appetite: 0.2,
    deletedOn: '2026-05-01',
  },
];

/** The second organization: a research lab with its own contract. */
export const LAB_SERVICE_KEYS: readonly ServiceKey[] = [
  { name: 'lab-evals', workspace: 'evaluation', profile: 'evaluation', owner: 13, appetite: 0.4 },
  { name: 'paper-reader', workspace: 'research', profile: 'documents', owner: 5 },
  { name: 'lab-scratch', workspace: 'default', profile: 'trickle', owner: null, appetite: 4 },
];

export const SMALL_SERVICE_KEYS: readonly ServiceKey[] = SERVICE_KEYS.filter(
  ({ name }, index) =>
    ['ci-review-bot', 'support-agent-prod', 'test', 'old-support-agent'].includes(name) || index === 2,
);
