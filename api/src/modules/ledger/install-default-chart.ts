import { db } from '../../db.ts';
import { recordAuditEvent } from '../audit/record-audit-event.ts';
import { defaultChart, defaultPostings } from './default-chart.ts';

/** At start, where there is no account yet; also when several processes start at once. Answers how many were added. */
export async function installDefaultChart(): Promise<number> {
  return db.$transaction(async (tx) => {
    if (await tx.glAccount.findFirst({ select: { id: true } })) return 0;
    const added = await tx.glAccount.createManyAndReturn({ data: [...defaultChart], skipDuplicates: true });
    if (added.length === 0) return 0;
    const idOf = (code: string) => added.find((account) => account.code === code)?.id ?? null;
    const settings = {
      defaultExpenseAccountId: idOf(defaultPostings.defaultExpenseAccountId),
      payableAccountId: idOf(defaultPostings.payableAccountId),
      accruedAccountId: idOf(defaultPostings.accruedAccountId),
      prepaidAccountId: idOf(defaultPostings.prepaidAccountId),
      roundingAccountId: idOf(defaultPostings.roundingAccountId),
    };
    await tx.accountingSettings.createMany({ data: [{ id: 1, ...settings }], skipDuplicates: true });
    const after = added.map(({ code, name }) => `${code} ${name}`);
    await recordAuditEvent(tx, { kind: 'JOB', name: 'start' }, { action: 'installDefaultChart', after });
    return added.length;
  });
}
