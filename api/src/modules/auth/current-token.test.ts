import { expect, test } from 'vitest';
import { createAgent, createMember, createOrganization, createToken } from '../../test/factories.ts';
import { useTestApi } from '../../test/use-test-api.ts';

const api = useTestApi(() => createOrganization());

const QUERY = '{ currentToken { name prefix scopes expiresAt memberName memberEmail agentName } }';

test('a token that may only push knows what it is', async () => {
  const member = await createMember({ name: 'Ada', email: 'ada@acme.test' });
  const agent = await createAgent({ name: 'Bot', ownerMemberId: member.id });
  const token = await createToken({ member, scopes: ['USAGE_WRITE'], agentId: agent.id });
  const { currentToken } = await api.withToken(token).query<{ currentToken: object }>(QUERY);
  expect(currentToken).toMatchObject({
    scopes: ['USAGE_WRITE'],
    prefix: token.slice(0, 13),
    memberName: 'Ada',
    memberEmail: 'ada@acme.test',
    agentName: 'Bot',
  });
});

test('a person has none', async () => {
  expect(await api.as(await createMember()).query(QUERY)).toEqual({ currentToken: null });
});

test('nobody is told nothing', async () => {
  const { errors } = await api.anonymous.execute(QUERY);
  expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});
