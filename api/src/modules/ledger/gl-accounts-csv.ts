import { db } from '../../db.ts';
import { csvLine } from '../../lib/csv-line.ts';

const PAGE = 500;

/** The chart of accounts as `importCsv` reads it, line by line; formulas neutralized, archived accounts left out. */
export async function* glAccountsCsv(): AsyncGenerator<string> {
  yield csvLine(['code', 'name', 'type']);
  for (let after = ''; ; ) {
    const where = { archivedAt: null, code: { gt: after } };
    const accounts = await db.glAccount.findMany({ where, orderBy: { code: 'asc' }, take: PAGE });
    for (const { code, name, type } of accounts) yield csvLine([code, name, type]);
    const last = accounts.at(-1);
    if (!last || accounts.length < PAGE) return;
    after = last.code;
  }
}
