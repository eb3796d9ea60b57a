import type { PoolClient } from 'pg';

/** A rule as it is tried; null: any. */
export interface GlRuleTerms {
  vendorId: number | null;
  toolId: number | null;
  teamId: number | null;
  projectId: number | null;
  memberId: number | null;
  glAccountId: number;
  category: string;
}

/** Where variable cost belongs: rules in their order, then the team's account, then the default. */
export interface GlCoding {
  rules: readonly GlRuleTerms[];
  teamAccounts: readonly { teamId: number; glAccountId: number }[];
  defaultAccountId: number | null;
}

export interface GlCase {
  /** Id of the account as int; 0: none. */
  glAccount: string;
  /** Text; empty: none. */
  category: string;
}

/** SQL over the columns `vendor_id`, `tool_id`, `team_id`, `project_id`, `member_id` of a usage table; the first match decides. */
export function glAccountCase({ rules, teamAccounts, defaultAccountId }: GlCoding): GlCase {
  const placed = rules.map((rule) => ({ ...rule, condition: conditionOf(rule) }));
  return {
    glAccount: caseOf(
      [
        ...placed.map(({ condition, glAccountId }) => [condition, id(glAccountId)] as const),
        ...teamAccounts.map(({ teamId, glAccountId }) => [`team_id = ${id(teamId)}`, id(glAccountId)] as const),
      ],
      id(defaultAccountId ?? 0),
    ),
    category: caseOf(
      placed.map(({ condition, category }) => [condition, text(category)] as const),
      `''::text`,
    ),
  };
}

/** The coding that holds now. */
export async function readGlCoding(client: Pick<PoolClient, 'query'>): Promise<GlCoding> {
  const rules = await client.query<GlRuleTerms>(
    `SELECT vendor_id AS "vendorId", tool_id AS "toolId", team_id AS "teamId", project_id AS "projectId",
       member_id AS "memberId", gl_account_id AS "glAccountId", category FROM gl_rule ORDER BY position, id`,
  );
  const teams = await client.query<{ teamId: number; glAccountId: number }>(
    `SELECT id AS "teamId", default_gl_account_id AS "glAccountId" FROM team
     WHERE default_gl_account_id IS NOT NULL ORDER BY id`,
  );
  const settings = await client.query<{ defaultAccountId: number | null }>(
    'SELECT default_expense_account_id AS "defaultAccountId" FROM accounting_settings WHERE id = 1',
  );
  const defaultAccountId = settings.rows[0]?.defaultAccountId ?? null;
  return { rules: rules.rows, teamAccounts: teams.rows, defaultAccountId };
}

const columns = [
  ['vendorId', 'vendor_id'],
  ['toolId', 'tool_id'],
  ['teamId', 'team_id'],
  ['projectId', 'project_id'],
  ['memberId', 'member_id'],
] as const;

function conditionOf(rule: GlRuleTerms): string {
  const conditions = columns.flatMap(([key, column]) => {
    const value = rule[key];
    return value === null ? [] : [`${column} = ${id(value)}`];
  });
  return conditions.join(' AND ') || 'true';
}

const caseOf = (branches: readonly (readonly [condition: string, value: string])[], otherwise: string) =>
  branches.length === 0
    ? otherwise
    : `CASE ${branches.map(([condition, value]) => `WHEN ${condition} THEN ${value}`).join(' ')} ELSE ${otherwise} END`;

/** Of the database, never of input; anything but an id is a fault of ours. */
function id(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an id: ${value}`);
  return String(value);
}

const text = (value: string) => `'${value.replaceAll("'", "''")}'::text`;
