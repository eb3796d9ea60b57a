import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createMember, createOrganization } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';
import { download } from './export-kit.ts';

const api = useTestApi(() => createOrganization());

test('the chart of accounts is written whole, by code, archived accounts left out, for whoever may read', async () => {
  const codes = Array.from({ length: 501 }, (_, index) => `6${String(index).padStart(3, '0')}`);
  await db.glAccount.createMany({ data: codes.toReversed().map((code) => ({ code, name: '=1+1' })) });
  await db.glAccount.update({ where: { code: '6000' }, data: { archivedAt: new Date() } });
  const answer = await download(api, '/export/gl-accounts.csv', { member: await createMember() });
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="gl-accounts.csv"');
  const lines = (await answer.text()).trimEnd().split('\r\n');
  expect(lines).toEqual(['code,name,type', ...codes.slice(1).map((code) => `${code},'=1+1,EXPENSE`)]);
  expect((await download(api, '/export/gl-accounts.csv', {})).status).toBe(401);
});
