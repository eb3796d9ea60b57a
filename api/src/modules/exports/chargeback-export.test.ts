import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { readCsv } from '../../lib/read-csv.ts';
import { createAdmin, createMember, createOrganization } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { type Books, createBooks, enter, useOn } from '../ledger/close/books-kit.ts';
import { download } from './export-kit.ts';

const unit = 1_000_000_000n;
const QUERY = '?from=2026-09-01&until=2026-10-01';

let books: Books;
let admin: { id: number };
const api = useTestApi(
  async () => {
    await createOrganization({ name: 'Acme <Labs>' });
    admin = await createAdmin();
    books = await createBooks();
    const [teamId = 0] = books.teams;
    await db.team.update({ where: { id: teamId }, data: { name: '=Plat&form', costCentre: 'CC-1' } });
    await useOn(books, '2026-09-10', { spendNano: 7n * unit + 1n, userIdentityId: books.identities[0] ?? 0 });
    await enter({
      ...{ date: '2026-09-16', service: { from: '2026-09-16', until: '2026-10-16' }, vendorId: books.vendors[1] ?? 0 },
      lines: [{ amount: 300_000n, teamId, glAccountId: books.account('6230') }],
    });
  },
  { now: '2026-12-15T12:00:00Z' },
);
const get = (kind: string, caller: object = { member: admin }) =>
  download(api, `/export/chargeback.${kind}${QUERY}`, caller);

test('each team pays its part, by account, vendor and kind of cost', async () => {
  const [, ...rows] = readCsv(await (await get('csv')).text()).map(({ cells }) => cells);
  expect(rows).toEqual([
    ['=Plat&form', 'CC-1', '6220 AI API Usage', 'One', 'Variable', 'USD', '7.000000001', '7.000000001', '7.000000001'],
    ['=Plat&form', 'CC-1', '6230 AI Assistants', 'Two', 'Fixed', 'USD', '30', '15', '30'],
  ]);
  expect(await (await get('csv')).text()).toContain("'=Plat&form");
});

test('the workbook holds exact decimals, and text that no formula can be', async () => {
  const answer = await get('xlsx');
  expect(answer.headers.get('content-type')).toContain('spreadsheetml.sheet');
  const files = unzipSync(await answer.bytes());
  const [texts, sheet] = ['xl/sharedStrings.xml', 'xl/worksheets/sheet1.xml'].map((name) =>
    strFromU8(files[name] ?? new Uint8Array()),
  );
  expect(texts).toContain('=Plat&amp;form');
  expect(sheet).toContain('<v>7.000000001</v>');
  expect(sheet).not.toContain('<f>');
});

test('the page for the printer shows teams with their totals, and escapes names', async () => {
  const answer = await get('html');
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const page = await answer.text();
  expect(page).toContain('<h1>Acme &lt;Labs&gt;: AI cost by team</h1>');
  expect(page).toContain(
    '<th scope="row" colspan="3">=Plat&amp;form (CC-1)</th><td class="amount" title="37.000000001">37.00</td>',
  );
  expect(page).toContain(
    '<tr class="total"><th scope="row" colspan="3">Total</th><td class="amount" title="37.000000001">',
  );
});

test('is for administrators', async () => {
  for (const kind of ['csv', 'xlsx', 'html'])
    expect((await get(kind, { member: await createMember() })).status).toBe(403);
});
