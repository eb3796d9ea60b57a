import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '../db.ts';
import { createAdmin, createOrganization } from '../test/factories.ts';
import { createTestApi, type TestApi, type TestClient } from '../test/graphql-client.ts';

let api: TestApi;
let admin: TestClient;
beforeAll(async () => {
  api = await createTestApi();
  await createOrganization();
  admin = api.as(await createAdmin());
});
afterAll(() => api.close());

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const deep = (levels: number) =>
  `{ agents { edges { node { ${'project { agents { '.repeat(levels)} name ${'} }'.repeat(levels)} } } } }`;

describe('a document built to exhaust the server', () => {
  test.each([
    ['many aliases', `{ ${times(31, (index) => `a${index}: setup { isSetUp }`)} }`],
    ['many directives', `{ setup { isSetUp ${times(11, () => '@include(if: true)')} } }`],
    ['many tokens', `{ ${times(2600, () => 'setup')} { isSetUp } }`],
    ['many levels', deep(8)],
    ['lists of lists', deep(4)],
    [
      'fragments in fragments',
      `{ ...f0 } ${times(20, (index) => `fragment f${index} on Query { a${index}: setup { isSetUp } b${index}: setup { isSetUp } ...f${index + 1} }`)} fragment f20 on Query { setup { isSetUp } }`,
    ],
  ])('with %s is refused without telling the limit', async (_case, document) => {
    const statements = await api.statements(async () => {
      const { data, errors } = await admin.execute(document);
      expect(errors[0]?.message).toMatch(/too large/);
      expect(errors[0]?.message).not.toMatch(/\d/);
      expect(data ?? null).toBeNull();
    });
    expect(statements.filter((text) => !/"session"|"member"/.test(text))).toEqual([]);
  });

  test('does not keep clients from reading the schema', async () => {
    expect((await admin.execute(getIntrospectionQuery({ descriptions: true }))).errors).toEqual([]);
  });
});

test('an unexpected failure is masked, with an id that finds it in the log', async () => {
  await db.$executeRaw`ALTER TABLE organization RENAME TO organization_hidden`;
  const { errors } = await admin.execute('{ organization { name } }');
  await db.$executeRaw`ALTER TABLE organization_hidden RENAME TO organization`;
  const [error] = errors;
  expect(error).toMatchObject({ path: ['organization'], extensions: { code: 'INTERNAL_SERVER_ERROR' } });
  expect(JSON.stringify(errors)).not.toMatch(/relation|table|prisma|stack/i);
  expect(api.logLines.filter((line) => line.includes(String(error?.extensions.errorId)))).toHaveLength(1);
});
