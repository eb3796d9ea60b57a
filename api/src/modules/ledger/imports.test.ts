import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { csvLine } from '../../lib/csv-line.ts';
import {
  createAdmin,
  createMember,
  createOrganization,
  createProject,
  createTeam,
  createToken,
} from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { createPricedConnection, storeUsage } from '../pricing/pricing-kit.ts';
import { mutate, refusal } from './ledger-kit.ts';

let admin: TestClient;
const api = useTestApi(async () => {
  await createOrganization();
  admin = api.as(await createAdmin({ name: 'Grace' }));
  await db.glAccount.createMany({
    data: [
      { code: '6210', name: 'Development Tools' },
      { code: '6999', name: 'Old', archivedAt: new Date() },
    ],
  });
});

const IMPORT = '... on Import { id kind fileName rowCount entryCount undoneAt createdBy { name } }';
const read = (kind: string, text: string, more: object = {}, client = admin) =>
  mutate(client, 'importCsv', { kind, fileName: 'file.csv', text, ...more }, IMPORT);
const undo = (id: unknown, client = admin) => mutate(client, 'undoImport', { importId: id }, IMPORT);
const totals = async (): Promise<unknown> =>
  admin.query('{ costEntries(filter: { isVoided: false }) { totalCount totals { account { code } amount } } }');
const close = (month: string) =>
  db.accountingPeriod.upsert({
    where: { month: new Date(month) },
    create: { month: new Date(month), status: 'CLOSED' },
    update: { status: 'CLOSED' },
  });

describe('cost entries', () => {
  const FILE = `Date;Description;Vendor;Amount;Currency;Account;Category;Member;Team;Project;Service from;Service until
2026-11-01;Midjourney;Midjourney;30;;6210;Media;ADA@acme.test;;Atlas;2026-11-01;2026-12-01
2026-11-02;"Suno; Pro";midjourney;-0.0001;eur;;;;Research;;;`;

  test('are read with accounts by code, people and things by name', async () => {
    await createMember({ email: 'ada@acme.test', name: 'Ada' });
    await createTeam({ name: 'Research' });
    await createProject({ name: 'Atlas' });
    await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-01-01'), rate: '1.1' } });
    expect(await read('COST_ENTRIES', FILE)).toMatchObject({
      ...{ id: 'Import:1', kind: 'COST_ENTRIES', fileName: 'file.csv', rowCount: 2, entryCount: 2, undoneAt: null },
      createdBy: { name: 'Grace' },
    });
    const data =
      await admin.query(`{ costEntries(filter: { importId: "Import:1" }, orderBy: { field: DATE, direction: ASC }) {
      edges { node { date serviceUntil description source amount currency rate vendor { name }
        lines { glAccount { code } category member { name } team { name } project { name } } } } } }`);
    expect(data).toMatchObject({
      costEntries: {
        edges: [
          {
            node: {
              ...{ date: '2026-11-01', serviceUntil: '2026-12-01', description: 'Midjourney', source: 'IMPORT' },
              ...{ amount: '30', currency: 'USD', vendor: { name: 'Midjourney' } },
              lines: [
                { glAccount: { code: '6210' }, category: 'Media', member: { name: 'Ada' }, project: { name: 'Atlas' } },
              ],
            },
          },
          {
            node: {
              ...{ description: 'Suno; Pro', amount: '-0.0001', currency: 'EUR', rate: '1.1' },
              ...{ vendor: { name: 'Midjourney' }, lines: [{ glAccount: null, team: { name: 'Research' } }] },
            },
          },
        ],
      },
    });
    expect(await db.auditEvent.count({ where: { action: 'importCsv', subjectId: '1' } })).toBe(1);
  });

  test('with errors are refused with all of them, by line and column', async () => {
    await close('2026-09-01');
    const file = `date,description,amount,currency,account,member,team,project,kind,service_from,service_until
2026-13-01,,1.23456,USD,6210,,,,,,
2026-11-01,ok,5,XXY,9999,nobody@acme.test,No team,No project,SOMETIMES,,

2026-09-30,late,5,CHF,6999,,,,,2026-11-05,2026-11-01
2026-11-01,fine,5,,,,,,,,`;
    const answer = await read('COST_ENTRIES', file);
    expect(answer).toMatchObject({ __typename: 'CsvError', code: 'INVALID_CSV', problemCount: 13 });
    const problems = answer.problems as { line: number; column: string; value: string; message: string }[];
    expect(problems.map(({ line, column }) => `${line} ${column}`).toSorted()).toEqual(
      [
        ...['2 amount', '2 date', '2 description'],
        ...['3 account', '3 currency', '3 kind', '3 member', '3 project', '3 team'],
        ...['5 account', '5 currency', '5 date', '5 service_until'],
      ].toSorted(),
    );
    expect(problems.find(({ column }) => column === 'amount')).toMatchObject({ value: '1.23456' });
    expect(problems.find(({ line, column }) => line === 5 && column === 'date')?.message).toContain(
      '2026-09 is closed',
    );
    expect([await db.costEntry.count(), await db.import.count()]).toEqual([0, 0]);
  });

  test('under other headers are read by a mapping; unknown and missing ones are refused', async () => {
    const file = 'Buchung,Text,Betrag,Saldo\n2026-11-01,Suno,10,990\n';
    const answer = await read('COST_ENTRIES', file);
    expect(answer).toMatchObject({ __typename: 'CsvError', problemCount: 7 });
    const mapping = [
      { column: 'date', header: 'Buchung' },
      { column: 'description', header: 'Text' },
      { column: 'amount', header: 'Betrag' },
    ];
    expect(await read('COST_ENTRIES', file, { mapping: [...mapping, { column: 'x', header: 'Saldo' }] })).toMatchObject(
      {
        ...{ __typename: 'InvalidInputError', field: 'mapping' },
      },
    );
    expect(await read('COST_ENTRIES', file, { mapping })).toMatchObject({ rowCount: 1 });
  });

  test.each([
    ['nothing', ''],
    ['a header alone', 'date,description,amount\n'],
    ['an open quote', 'date,description,amount\n2026-11-01,"open,5\n'],
    ['too many rows', `date,description,amount\n${'2026-11-01,x,5\n'.repeat(5_001)}`],
  ])('from %s are refused', async (_what, text) => {
    expect(await read('COST_ENTRIES', text)).toMatchObject({ __typename: 'InvalidInputError', field: 'text' });
  });

  test('of one file come once, until that import is undone; what was voided by hand stays as it was', async () => {
    const text = 'date,description,amount\n2026-11-01,A,1\n2026-12-01,B,2\n';
    await read('COST_ENTRIES', text);
    expect(await read('COST_ENTRIES', text)).toMatchObject({ __typename: 'ConflictError', field: 'text' });
    await mutate(admin, 'voidCostEntry', { entryId: 'CostEntry:1', reason: 'Twice' }, '');
    expect(await undo('Import:1')).toMatchObject({ undoneAt: '2026-11-15T12:00:00.000Z' });
    expect(await undo('Import:1')).toMatchObject({ __typename: 'ConflictError', field: 'importId' });
    expect(await undo('Import:9')).toMatchObject({ code: 'NOT_FOUND' });
    const entries = await db.costEntry.findMany({ orderBy: { id: 'asc' } });
    expect(entries.map(({ voidReason }) => voidReason)).toEqual(['Twice', 'The import of file.csv was undone']);
    const again = await Promise.all([read('COST_ENTRIES', text), read('COST_ENTRIES', text)]);
    expect(again.map(({ __typename }) => __typename).toSorted()).toEqual(['ConflictError', 'Import']);
    const imports = await admin.query(
      '{ imports(isUndone: false) { totalCount edges { node { fileName entryCount } } } }',
    );
    expect(imports).toEqual({ imports: { totalCount: 1, edges: [{ node: { fileName: 'file.csv', entryCount: 2 } }] } });
  });

  test('of a closed month are not undone, naming it', async () => {
    await read('COST_ENTRIES', 'date,description,amount\n2026-10-01,A,1\n2026-11-01,B,2\n');
    await close('2026-10-01');
    expect(await undo('Import:1')).toMatchObject({ __typename: 'PeriodClosedError', month: '2026-10-01' });
    expect(await db.costEntry.count({ where: { voidedAt: null } })).toBe(2);
  });

  test('read in and undone leave every total as it was, whatever the file', async () => {
    await read('COST_ENTRIES', 'date,description,amount,account\n2026-11-01,kept,7.7777,6210\n');
    const before = await totals();
    const row = fc.record({
      day: fc.integer({ min: 1, max: 30 }),
      amount: fc.integer({ min: -(10 ** 9), max: 10 ** 9 }).filter((amount) => amount !== 0),
      description: fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text.replaceAll('\0', '')}`),
      account: fc.constantFrom('6210', ''),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const lines = rows.map(({ day, amount, description, account }) =>
          csvLine([`2026-11-${String(day).padStart(2, '0')}`, description, (amount / 10_000).toFixed(4), account]),
        );
        const imported = await read(
          'COST_ENTRIES',
          csvLine(['date', 'description', 'amount', 'account']) + lines.join(''),
        );
        expect(imported).toMatchObject({ __typename: 'Import', rowCount: rows.length, entryCount: rows.length });
        const sums = await db.costEntry.findMany({ where: { voidedAt: null }, include: { lines: true } });
        for (const entry of sums) {
          const sum = entry.lines.reduce((total, line) => total.plus(line.reportingAmount), entry.amount.mul(0));
          expect(sum.toFixed()).toBe(entry.reportingAmount.toFixed());
        }
        await undo(imported.id);
        expect(await totals()).toEqual(before);
      }),
      { numRuns: 8 },
    );
  });
});

describe('GL accounts', () => {
  test('are added and renamed; undoing puts back what was', async () => {
    const text = 'Code,Name,Type\n6210,Tools,\n1300,Prepaid,asset\n';
    expect(await read('GL_ACCOUNTS', text)).toMatchObject({ rowCount: 2, entryCount: 0 });
    const accounts = async () =>
      (await db.glAccount.findMany({ orderBy: { code: 'asc' } })).map(
        ({ code, name, type }) => `${code} ${name} ${type}`,
      );
    expect(await accounts()).toEqual(['1300 Prepaid ASSET', '6210 Tools EXPENSE', '6999 Old EXPENSE']);
    await undo('Import:1');
    expect(await accounts()).toEqual(['6210 Development Tools EXPENSE', '6999 Old EXPENSE']);
  });

  test('are written as they are read, with nothing that a spreadsheet would run', async () => {
    await db.glAccount.create({ data: { code: '6300', name: '=HYPERLINK("x"), Inc', type: 'ASSET' } });
    const { glAccountsCsv } = await admin.query<{ glAccountsCsv: string }>('{ glAccountsCsv }');
    expect(glAccountsCsv).toBe(
      `code,name,type\r\n6210,Development Tools,EXPENSE\r\n6300,"'=HYPERLINK(""x""), Inc",ASSET\r\n`,
    );
    await db.glAccount.deleteMany();
    expect(await read('GL_ACCOUNTS', glAccountsCsv)).toMatchObject({ rowCount: 2 });
    expect(await db.glAccount.findMany({ orderBy: { code: 'asc' } })).toMatchObject([
      { code: '6210', name: 'Development Tools', type: 'EXPENSE' },
      { code: '6300', name: '=HYPERLINK("x"), Inc', type: 'ASSET' },
    ]);
  });

  test('in use are not taken back, and nothing else is', async () => {
    await read('GL_ACCOUNTS', 'code,name\n6300,New\n6210,Renamed\n');
    const { id } = await db.glAccount.findUniqueOrThrow({ where: { code: '6300' } });
    const entry = {
      date: '2026-11-01',
      description: 'x',
      currency: 'USD',
      amount: '1',
      lines: [{ glAccountId: `GlAccount:${id}` }],
    };
    await mutate(admin, 'createCostEntry', entry, '');
    expect(await undo('Import:1')).toMatchObject({
      __typename: 'ConflictError',
      message: expect.stringContaining('6300 New'),
    });
    expect(await db.glAccount.count({ where: { name: 'Renamed' } })).toBe(1);
  });

  test('that a closed month booked are not taken back', async () => {
    await read('GL_ACCOUNTS', 'code,name\n6300,New\n');
    const { id: glAccountId } = await db.glAccount.findUniqueOrThrow({ where: { code: '6300' } });
    const month = new Date('2026-09-01');
    const dimensions = {
      connectionId: 1,
      teamId: 0,
      agentId: 0,
      projectId: 0,
      customerId: 0,
      purposeId: 0,
      vendorId: 1,
    };
    const cost = { toolId: 0, modelId: 0, apiKeyIdentityId: 0, costKind: 'VARIABLE', spendNano: 1n } as const;
    const days = { billingMonth: month, billingDay: month, day: month, month };
    await db.bookedCost.create({ data: { memberId: 0, ...days, ...dimensions, ...cost, glAccountId } });
    expect(await undo('Import:1')).toMatchObject({ __typename: 'ConflictError', field: 'importId' });
  });

  test('with errors are refused together', async () => {
    expect(await read('GL_ACCOUNTS', 'code,name,type\n=1,x,\n6300,,LOAN\n6400,a,\n6400,b,\n')).toMatchObject({
      ...{ __typename: 'CsvError', problemCount: 4 },
      problems: [
        { line: 2, column: 'code' },
        { line: 3, column: 'name', message: expect.stringContaining('missing') },
        { line: 3, column: 'type', value: 'LOAN' },
        { line: 5, column: 'code', message: 'is in the file twice' },
      ],
    });
  });
});

describe('exchange rates', () => {
  const FILE = `Date,USD,JPY,CHF,
2026-11-13,1.0777,162.35,N/A,
2026-11-12,1.0800,160.00,0.9300,
2024-12-31,1.0400,163.00,0.9400,
`;
  const rates = async () =>
    (await db.exchangeRate.findMany({ orderBy: [{ base: 'asc' }, { day: 'asc' }] })).map(
      ({ base, quote, day, rate }) => `${base}/${quote} ${day.toISOString().slice(0, 10)} ${rate.toFixed()}`,
    );

  test('of the ECB become rates to the reporting currency, since last year unless asked for more', async () => {
    expect(await read('EXCHANGE_RATES', FILE)).toMatchObject({ rowCount: 5 });
    expect(await rates()).toEqual([
      'CHF/USD 2026-11-12 1.161290322581',
      'EUR/USD 2026-11-12 1.08',
      'EUR/USD 2026-11-13 1.0777',
      'JPY/USD 2026-11-12 0.00675',
      'JPY/USD 2026-11-13 0.006638127502',
    ]);
    const entry = { date: '2026-11-14', description: 'x', currency: 'JPY', amount: '1000' };
    expect(await mutate(admin, 'createCostEntry', entry, '... on CostEntry { reportingAmount }')).toMatchObject({
      reportingAmount: '6.6381',
    });
    await undo('Import:1');
    expect(await rates()).toEqual([]);
    expect(await read('EXCHANGE_RATES', FILE, { from: '2024-01-01' })).toMatchObject({ rowCount: 8 });
  });

  test('set by hand stay; what another import said is put back by undoing', async () => {
    await db.exchangeRate.create({ data: { base: 'EUR', quote: 'USD', day: new Date('2026-11-13'), rate: '2' } });
    await read('EXCHANGE_RATES', FILE);
    await read('EXCHANGE_RATES', 'Date,USD,JPY\n2026-11-13,1.1000,162.35\n2026-11-14,1.1000,163\n');
    expect(await rates()).toContain('EUR/USD 2026-11-13 2');
    expect(await rates()).toContain('JPY/USD 2026-11-13 0.006775485063');
    await undo('Import:2');
    expect(await rates()).toContain('JPY/USD 2026-11-13 0.006638127502');
    expect(await db.exchangeRate.count()).toBe(5);
    await undo('Import:1');
    expect(await rates()).toEqual(['EUR/USD 2026-11-13 2']);
  });

  test('report usage anew, and are not undone while usage needs them', async () => {
    await db.organization.deleteMany();
    const { connection } = await createPricedConnection();
    await db.organization.update({ where: { id: 1 }, data: { reportingCurrency: 'EUR' } });
    const standing = { base: 'USD', quote: 'EUR', day: new Date('1970-01-01'), rate: '0.5' };
    await db.exchangeRate.create({ data: standing });
    for (const day of ['2026-11-11', '2026-11-13']) await storeUsage(connection, ['claude-sonnet-5'], day);
    const spend = async () =>
      (await db.usageDay.findMany({ orderBy: { billingDay: 'asc' } })).map(
        ({ reportingSpendNano }) => reportingSpendNano,
      );
    expect(await spend()).toEqual([9_000_000_000n, 9_000_000_000n]);
    await read('EXCHANGE_RATES', FILE);
    await api.settled();
    expect(await spend()).toEqual([9_000_000_000n, 16_702_236_244n]);
    await db.exchangeRate.deleteMany({ where: { importId: null } });
    expect(await undo('Import:1')).toMatchObject({
      ...{ __typename: 'ConflictError', message: expect.stringContaining('USD') },
    });
    await db.exchangeRate.create({ data: standing });
    await undo('Import:1');
    await api.settled();
    expect(await spend()).toEqual([9_000_000_000n, 9_000_000_000n]);
  });

  test.each([
    ['code,name\n1,2\n', 'InvalidInputError'],
    ['Date,JPY\n2026-11-12,160\n', 'InvalidInputError'],
    ['Date,USD\n2020-01-01,1.1\n', 'InvalidInputError'],
    ['Date,USD\n2026-11-12,1,1\n2026-11-xx,1.1\n2026-11-13,x\n', 'CsvError'],
  ])('from %j are refused', async (text, type) => {
    expect(await read('EXCHANGE_RATES', text)).toMatchObject({ __typename: type });
    expect(await db.import.count()).toBe(0);
  });
});

test('imports are for administrators and their managing tokens', async () => {
  const owner = await createAdmin();
  const file = { kind: 'COST_ENTRIES', fileName: 'f', text: 'date,description,amount\n2026-11-01,A,1\n' };
  const manage = api.withToken(await createToken({ member: owner, scopes: ['READ', 'MANAGE'] }));
  expect(await read('COST_ENTRIES', file.text, {}, manage)).toMatchObject({ rowCount: 1 });
  const member = api.as(await createMember());
  expect(await refusal(member, 'importCsv', file)).toBe('FORBIDDEN');
  expect(await refusal(member, 'undoImport', { importId: 'Import:1' })).toBe('FORBIDDEN');
  expect((await member.execute('{ imports { totalCount } }')).errors[0]?.extensions.code).toBe('FORBIDDEN');
});
