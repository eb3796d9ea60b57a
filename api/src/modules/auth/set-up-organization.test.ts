import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createTestApi, type TestApi } from '../../test/graphql-client.ts';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const SET_UP = `mutation ($input: SetUpOrganizationInput!) {
  setUpOrganization(input: $input) {
    __typename
    ... on Error { code message }
    ... on InvalidInputError { field value remedy }
  }
}`;
const INPUT = {
  organizationName: 'Acme',
  reportingZone: 'Europe/Berlin',
  allowedDomains: ['@Acme.test'],
  name: 'Ada',
  email: 'Ada@acme.test',
  password: 'four random words here',
};
const setUp = (input: object) => api.anonymous.execute(SET_UP, { input: { ...INPUT, ...input } });

describe('the first run', () => {
  test('creates the organization and its administrator, signed in, exactly once', async () => {
    expect(await api.anonymous.query('{ setup { isSetUp googleSignIn mail } }')).toEqual({
      setup: { isSetUp: false, googleSignIn: false, mail: true },
    });
    const { data, headers } = await setUp({});
    expect(data).toEqual({ setUpOrganization: { __typename: 'SignedIn' } });
    const admin = api.withCookie(headers.getSetCookie()[0]?.split(';')[0] ?? '');
    expect(
      await admin.query(
        '{ viewer { email role } organization { name reportingCurrency reportingZone allowedDomains } setup { isSetUp } }',
      ),
    ).toEqual({
      viewer: { email: 'ada@acme.test', role: 'ADMIN' },
      organization: {
        name: 'Acme',
        reportingCurrency: 'USD',
        reportingZone: 'Europe/Berlin',
        allowedDomains: ['acme.test'],
      },
      setup: { isSetUp: true },
    });
    expect((await setUp({ email: 'eve@acme.test' })).data).toMatchObject({ setUpOrganization: { code: 'CONFLICT' } });
    expect(await db.member.count()).toBe(1);
    expect((await db.auditEvent.findMany()).map(({ action }) => action)).toEqual(['setUpOrganization']);
  });

  test('lets one of several at the same moment win', async () => {
    const answers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => setUp({ email: `${name}@acme.test` })));
    const types = answers.map(
      ({ data }) => (data as { setUpOrganization: { __typename: string } }).setUpOrganization.__typename,
    );
    expect(types.sort()).toEqual(['ConflictError', 'ConflictError', 'ConflictError', 'SignedIn']);
    expect(await db.member.count()).toBe(1);
  });

  test('keeps the rate of another currency, for all history', async () => {
    await setUp({ reportingCurrency: 'eur', usdRate: '0.92' });
    const [rate] = await db.exchangeRate.findMany();
    expect({ ...rate, rate: rate?.rate.toFixed() }).toEqual({
      base: 'USD',
      quote: 'EUR',
      day: new Date('1970-01-01'),
      rate: '0.92',
      importId: null,
    });
  });

  test.each([
    ['organizationName', { organizationName: '  ' }],
    ['reportingCurrency', { reportingCurrency: 'ABC' }],
    ['usdRate', { reportingCurrency: 'EUR' }],
    ['usdRate', { reportingCurrency: 'EUR', usdRate: '0.000' }],
    ['reportingZone', { reportingZone: 'Mars/Olympus' }],
    ['allowedDomains.0', { allowedDomains: ['not a domain'] }],
    ['email', { email: 'ada' }],
    ['password', { password: 'short' }],
    ['password', { password: 'Password123' }],
    ['password', { password: 'ada@acme.test' }],
    ['password', { password: 'aaaaaaaaaaaaaa' }],
    ['password', { password: 'x'.repeat(201) }],
  ])('refuses %s of %j, naming it and what to do', async (field, input) => {
    const { data } = await setUp(input);
    expect(data).toMatchObject({
      setUpOrganization: {
        code: 'INVALID_INPUT',
        field,
        remedy: expect.stringMatching(/^[A-Z].{10,}/),
        message: expect.stringContaining(field),
      },
    });
    if (field === 'password') expect(data).toMatchObject({ setUpOrganization: { value: '' } });
    expect(await db.organization.count()).toBe(0);
  });
});
