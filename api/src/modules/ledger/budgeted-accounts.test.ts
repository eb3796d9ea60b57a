import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createOrganization } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { addBudget } from '../budgets/budget-kit.ts';
import { mutate } from './ledger-kit.ts';

const api = useTestApi(async () => {
  await createOrganization();
});

test('an account that a budget is about is not taken away with its import', async () => {
  const admin = api.as(await createAdmin());
  const file = { kind: 'GL_ACCOUNTS', fileName: 'chart.csv', text: 'code,name\n6555,Models' };
  const { id: importId } = await mutate(admin, 'importCsv', file, '... on Import { id }');
  const { id } = await db.glAccount.findUniqueOrThrow({ where: { code: '6555' } });
  await addBudget(admin, { subject: { scope: 'GL_ACCOUNT', id: `GlAccount:${id}` } });
  expect(await mutate(admin, 'undoImport', { importId }, '... on Import { id }')).toMatchObject({
    ...{ __typename: 'ConflictError', field: 'importId', message: expect.stringContaining('is in use') },
  });
  expect(await db.glAccount.count({ where: { id } })).toBe(1);
});
