import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { encodeGlobalId } from '../../graphql/global-id.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';

const api = useTestApi(() => createOrganization(), { now: '2026-11-15T12:00:00Z', requestsPerMinute: 3 });

const CREATE = `mutation Create($input: CreateApiTokenInput!) { createApiToken(input: $input) { __typename
  ... on CreatedApiToken { apiToken { connectionName } } ... on InvalidInputError { field } ... on NotFoundError { typeName } } }`;

async function connection(name: string) {
  const vendor = await db.vendor.upsert({
    where: { code: 'anthropic' },
    create: { code: 'anthropic', name: 'Anthropic' },
    update: {},
  });
  const { id } = await db.connection.create({ data: { vendorId: vendor.id, name } });
  const key = await db.identity.create({
    data: { scope: `c${id}`, connectionId: id, kind: 'API_KEY', externalId: 'k' },
  });
  return {
    id: encodeGlobalId('Connection', id),
    databaseId: id,
    keyId: encodeGlobalId('Identity', key.id),
    keyDatabaseId: key.id,
  };
}

test('an administrator binds a token to a connection and one of its keys', async () => {
  const [one, other] = [await connection('One'), await connection('Other')];
  const admin = api.as(await createAdmin());
  const create = async (binding: object) => {
    const input = { name: 'ci', scopes: ['USAGE_WRITE'], ...binding };
    return (await admin.query<{ createApiToken: unknown }>(CREATE, { input })).createApiToken;
  };
  expect(await create({ connectionId: one.id, apiKeyIdentityId: one.keyId })).toEqual({
    __typename: 'CreatedApiToken',
    apiToken: { connectionName: 'One' },
  });
  expect(await db.apiToken.findFirst()).toMatchObject({
    connectionId: one.databaseId,
    apiKeyIdentityId: one.keyDatabaseId,
  });
  expect(await create({ connectionId: one.id, apiKeyIdentityId: other.keyId })).toMatchObject({
    field: 'apiKeyIdentityId',
  });
  expect(await create({ apiKeyIdentityId: other.keyId })).toMatchObject({ field: 'apiKeyIdentityId' });
  const unknown = encodeGlobalId('Connection', 999);
  expect(await create({ connectionId: unknown })).toMatchObject({ typeName: 'Connection' });
});

test('a member binds none', async () => {
  const { id } = await connection('One');
  const input = { name: 'ci', scopes: ['USAGE_WRITE'], expiresAt: '2026-12-01T00:00:00Z', connectionId: id };
  const { errors } = await api.as(await createMember()).execute(CREATE, { input });
  expect(errors[0]?.extensions.code).toBe('FORBIDDEN');
  expect(await db.apiToken.count()).toBe(0);
});

test('a token that only pushes has ten times the requests', async () => {
  const member = await createMember();
  const codes = async (scopes: ('READ' | 'USAGE_WRITE')[], count: number) => {
    const client = api.withToken(await createToken({ member, scopes }));
    const answers = [];
    for (let index = 0; index < count; index += 1) answers.push((await client.execute('{ setup { isSetUp } }')).status);
    return answers;
  };
  expect(await codes(['READ', 'USAGE_WRITE'], 4)).toEqual([200, 200, 200, 429]);
  expect((await codes(['USAGE_WRITE'], 31)).slice(29)).toEqual([200, 429]);
});
