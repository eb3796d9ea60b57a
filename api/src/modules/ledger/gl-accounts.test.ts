import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization, createTeam, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { defaultChart } from './default-chart.ts';
import { installDefaultChart } from './install-default-chart.ts';
import { mutate, refusal } from './ledger-kit.ts';

let admin: TestClient;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin());
});

const ACCOUNT = '... on GlAccount { id code name type archivedAt }';
const create = (input: object, client = admin) => mutate(client, 'createGlAccount', input, ACCOUNT);
const change = (input: object) => mutate(admin, 'changeGlAccount', { glAccountId: 'GlAccount:1', ...input }, ACCOUNT);
const archive = (input: object) => mutate(admin, 'archiveGlAccount', { glAccountId: 'GlAccount:1', ...input }, ACCOUNT);
const codes = async (args: string, client = admin) => {
  const data = await client.query<{ glAccounts: { totalCount: number; edges: { node: { code: string } }[] } }>(
    `{ glAccounts${args} { totalCount edges { node { code } } } }`,
  );
  return [data.glAccounts.totalCount, ...data.glAccounts.edges.map(({ node }) => node.code)];
};

describe('GL accounts', () => {
  test('are created, changed, archived and restored, each with its audit event', async () => {
    expect(await create({ code: ' 6210 ', name: 'Development Tools' })).toMatchObject({
      ...{ id: 'GlAccount:1', code: '6210', name: 'Development Tools', type: 'EXPENSE', archivedAt: null },
    });
    expect(await change({ name: 'Tools' })).toMatchObject({ code: '6210', name: 'Tools', type: 'EXPENSE' });
    expect(await change({ code: '1300', type: 'ASSET' })).toMatchObject({ code: '1300', name: 'Tools', type: 'ASSET' });
    expect(await archive({})).toMatchObject({ archivedAt: '2026-11-15T12:00:00.000Z' });
    expect(await archive({ isArchived: false })).toMatchObject({ archivedAt: null });
    const actions = (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);
    expect(actions).toEqual([
      'createGlAccount',
      'changeGlAccount',
      'changeGlAccount',
      'archiveGlAccount',
      'restoreGlAccount',
    ]);
  });

  test('have a code each once', async () => {
    await create({ code: '6210', name: 'Development Tools' });
    const second = await create({ code: '6220', name: 'AI' });
    const duplicate = { __typename: 'ConflictError', field: 'code', message: expect.stringContaining('6210') };
    for (const code of ['6210', '６２１０', ' 62１0'])
      expect(await create({ code, name: 'Again' })).toMatchObject(duplicate);
    expect(await change({ glAccountId: second.id, code: '6210' })).toMatchObject(duplicate);
  });

  test.each([
    [{ code: '', name: 'x' }, 'code'],
    [{ code: '=1+1', name: 'x' }, 'code'],
    [{ code: '6210', name: ' ' }, 'name'],
  ])('refuse %o', async (input, field) => {
    expect(await create(input)).toMatchObject({ __typename: 'InvalidInputError', field });
  });

  test('that rules, teams or schedules put cost on are not archived before these have another', async () => {
    const glAccountId = (await create({ code: '6210', name: 'Development Tools' })).id;
    const team = await createTeam();
    await mutate(admin, 'createGlRule', { glAccountId }, '');
    await mutate(admin, 'setTeamGlAccount', { teamId: `Team:${team.id}`, glAccountId }, '');
    const yearly = { description: 'x', interval: 'YEARLY', currency: 'USD', amount: '1', lines: [{ glAccountId }] };
    await mutate(admin, 'createRecurringCost', { ...yearly, startsOn: '2026-11-20' }, '');
    await mutate(admin, 'createRecurringCost', { ...yearly, startsOn: '2026-10-01', endsOn: '2026-11-01' }, '');
    expect(await archive({})).toMatchObject({
      ...{ __typename: 'ConflictError', field: 'glAccountId' },
      message:
        '1 GL rule, 1 team, and 1 recurring cost put new cost on 6210 Development Tools. Give them another account first.',
    });
    await db.glRule.deleteMany();
    await db.team.updateMany({ data: { defaultGlAccountId: null } });
    await mutate(admin, 'changeRecurringCost', { recurringCostId: 'RecurringCost:1', endsOn: '2026-11-21' }, '');
    api.clock.set('2026-11-22T12:00:00Z');
    expect(await archive({})).toMatchObject({ __typename: 'GlAccount' });
  });

  test('that do not exist are not found', async () => {
    expect(await change({ glAccountId: 'GlAccount:9', name: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await archive({ glAccountId: 'GlAccount:9' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are searched by code and name, filtered, ordered and paged', async () => {
    await installDefaultChart();
    await db.glAccount.updateMany({ where: { code: '6260' }, data: { archivedAt: new Date() } });
    expect(await codes('(search: "62", isArchived: false, first: 2)')).toEqual([6, '6200', '6210']);
    expect(await codes('(search: "accr")')).toEqual([1, '2100']);
    expect(await codes('(type: [LIABILITY], orderBy: { field: CODE, direction: DESC })')).toEqual([2, '2100', '2000']);
    expect(await codes('(isArchived: true)')).toEqual([1, '6260']);
  });

  test('are named to members, changed by administrators and their tokens only', async () => {
    const owner = await createAdmin();
    const manage = api.withToken(await createToken({ member: owner, scopes: ['READ', 'MANAGE'] }));
    expect(await create({ code: '6210', name: 'Tools' }, manage)).toMatchObject({ code: '6210' });
    const member = api.as(await createMember());
    expect(await codes('', member)).toEqual([1, '6210']);
    const input = { code: '1', name: 'x' };
    expect(await refusal(member, 'createGlAccount', input)).toBe('FORBIDDEN');
    expect(await refusal(member, 'changeGlAccount', { glAccountId: 'GlAccount:1', name: 'x' })).toBe('FORBIDDEN');
    expect(await refusal(member, 'archiveGlAccount', { glAccountId: 'GlAccount:1' })).toBe('FORBIDDEN');
    const read = api.withToken(await createToken({ member: owner, scopes: ['READ'] }));
    expect(await refusal(read, 'createGlAccount', input)).toBe('FORBIDDEN');
    expect(await refusal(api.anonymous, 'createGlAccount', input)).toBe('UNAUTHENTICATED');
  });
});

describe('the default chart', () => {
  const SETTINGS = `defaultExpenseAccount { code } payableAccount { code } accruedAccount { code }
    prepaidAccount { code } roundingAccount { code } requiresSubscriptionApproval`;

  test('is there from the start, with what journals post to, and comes once', async () => {
    const added = await Promise.all([installDefaultChart(), installDefaultChart()]);
    expect(added.toSorted((a, b) => a - b)).toEqual([0, defaultChart.length]);
    expect(await admin.query(`{ accountingSettings { ${SETTINGS} } }`)).toEqual({
      accountingSettings: {
        defaultExpenseAccount: { code: '6220' },
        payableAccount: { code: '2000' },
        accruedAccount: { code: '2100' },
        prepaidAccount: { code: '1300' },
        roundingAccount: { code: '6990' },
        requiresSubscriptionApproval: false,
      },
    });
  });

  test('is not added to accounts that exist', async () => {
    await create({ code: '4000', name: 'Own' });
    expect(await installDefaultChart()).toBe(0);
    expect(await codes('')).toEqual([1, '4000']);
  });

  describe('accounting settings', () => {
    const set = (input: object, client = admin) =>
      mutate(client, 'changeAccountingSettings', input, `... on AccountingSettings { ${SETTINGS} }`);
    const idOf = async (code: string) => `GlAccount:${(await db.glAccount.findUniqueOrThrow({ where: { code } })).id}`;

    test('change what is given; null removes', async () => {
      await installDefaultChart();
      expect(
        await set({
          defaultExpenseAccountId: await idOf('6210'),
          prepaidAccountId: null,
          requiresSubscriptionApproval: true,
        }),
      ).toMatchObject({
        defaultExpenseAccount: { code: '6210' },
        payableAccount: { code: '2000' },
        prepaidAccount: null,
        requiresSubscriptionApproval: true,
      });
    });

    test('refuse accounts of another type, archived and unknown ones, naming the field', async () => {
      await installDefaultChart();
      await db.glAccount.updateMany({ where: { code: '6260' }, data: { archivedAt: new Date() } });
      const refused = { __typename: 'InvalidInputError', field: 'payableAccountId' };
      expect(await set({ payableAccountId: await idOf('6210') })).toMatchObject(refused);
      expect(await set({ payableAccountId: 'GlAccount:999' })).toMatchObject(refused);
      expect(await set({ defaultExpenseAccountId: await idOf('6260') })).toMatchObject({
        field: 'defaultExpenseAccountId',
        remedy: expect.stringContaining('restore'),
      });
    });

    test('keep their accounts from being archived', async () => {
      await installDefaultChart();
      expect(await archive({ glAccountId: await idOf('2000') })).toMatchObject({
        __typename: 'ConflictError',
        field: 'glAccountId',
      });
    });

    test('keep the type of their accounts', async () => {
      await installDefaultChart();
      const refused = {
        __typename: 'ConflictError',
        field: 'type',
        message: expect.stringContaining('payableAccountId'),
      };
      expect(await change({ glAccountId: await idOf('2000'), type: 'EXPENSE' })).toMatchObject(refused);
      const file = { kind: 'GL_ACCOUNTS', fileName: 'chart.csv', text: 'code,name,type\n2000,Payable,EXPENSE\n' };
      expect(await mutate(admin, 'importCsv', file, '')).toMatchObject(refused);
      expect(await change({ glAccountId: await idOf('2000'), name: 'Creditors' })).toMatchObject({ type: 'LIABILITY' });
    });

    test('are for administrators', async () => {
      const member = api.as(await createMember());
      expect(await refusal(member, 'changeAccountingSettings', {})).toBe('FORBIDDEN');
      const { errors } = await member.execute(`{ accountingSettings { ${SETTINGS} } }`);
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
    });
  });
});
