import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/test-database.ts';
import { type GlCoding, type GlRuleTerms, glAccountCase } from './gl-account-case.sql.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const rule = (terms: Partial<GlRuleTerms> & { glAccountId: number }): GlRuleTerms => ({
  vendorId: null,
  toolId: null,
  teamId: null,
  projectId: null,
  memberId: null,
  category: '',
  ...terms,
});

/** What the SQL makes of usage by (vendor, tool, team, project, member). */
async function coded(coding: GlCoding, usage: readonly (readonly number[])[]): Promise<string[]> {
  const { glAccount, category } = glAccountCase(coding);
  const values = usage.map((ids, index) => `(${[index, ...ids].join(', ')})`).join(', ');
  const { rows } = await database.pool.query<{ account: number; category: string }>(
    `SELECT ${glAccount} AS account, ${category} AS category
     FROM (VALUES ${values}) AS usage(n, vendor_id, tool_id, team_id, project_id, member_id) ORDER BY n`,
  );
  return rows.map((row) => `${row.account} ${row.category}`);
}

test('the first rule whose every dimension matches decides account and category, then the team, then the default', async () => {
  const rules = [
    rule({ vendorId: 1, teamId: 7, glAccountId: 10, category: "Bob's; -- '' tools" }),
    rule({ vendorId: 1, glAccountId: 11, category: 'API' }),
    rule({ memberId: 5, toolId: 3, projectId: 4, glAccountId: 12 }),
  ];
  const coding = { rules, teamAccounts: [{ teamId: 7, glAccountId: 20 }], defaultAccountId: 30 };
  const usage = [
    [1, 0, 7, 0, 0],
    [1, 0, 8, 0, 0],
    [2, 3, 7, 4, 5],
    [2, 3, 7, 4, 6],
    [2, 0, 0, 0, 0],
  ];
  expect(await coded(coding, usage)).toEqual(["10 Bob's; -- '' tools", '11 API', '12 ', '20 ', '30 ']);
});

test('a rule without a dimension matches all; without rules and accounts there is none', async () => {
  const everything = { rules: [rule({ glAccountId: 9 })], teamAccounts: [], defaultAccountId: null };
  expect(await coded(everything, [[0, 0, 0, 0, 0]])).toEqual(['9 ']);
  expect(await coded({ rules: [], teamAccounts: [], defaultAccountId: null }, [[1, 1, 1, 1, 1]])).toEqual(['0 ']);
});

test('nothing but ids becomes SQL', () => {
  expect(() => glAccountCase({ rules: [], teamAccounts: [], defaultAccountId: Number.NaN })).toThrow(RangeError);
});
