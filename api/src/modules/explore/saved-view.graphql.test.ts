import { expect, test } from 'vitest';
import { db } from '../../db.ts';
import { createAdmin, createMember, createOrganization, createToken } from '../../test/factories.ts';
import type { TestClient } from '../../test/graphql-client.ts';
import { useTestApi } from '../../test/use-test-api.ts';

let [admin, ana, ben] = [{ id: 0 }, { id: 0 }, { id: 0 }];
const api = useTestApi(async () => {
  await createOrganization();
  [admin, ana, ben] = [await createAdmin(), await createMember({ name: 'Ana' }), await createMember()];
});

const FIELDS =
  '{ __typename ... on SavedView { id name isShared search ownerName isOwn canChange } ... on Error { code message } ... on InvalidInputError { field } }';
const CREATE = `mutation ($input: CreateSavedViewInput!) { createSavedView(input: $input) ${FIELDS} }`;
const CHANGE = `mutation ($input: ChangeSavedViewInput!) { changeSavedView(input: $input) ${FIELDS} }`;
const DELETE =
  'mutation ($id: ID!) { deleteSavedView(savedViewId: $id) { __typename ... on DeletedSavedView { id } ... on Error { code } } }';
const LIST = '{ savedViews { totalCount edges { node { name isOwn canChange } } } }';
type View = { __typename: string; id: string; name: string; code?: string; field?: string };

const create = async (member: { id: number }, input: object) =>
  (await api.as(member).query<{ createSavedView: View }>(CREATE, { input: { search: { rows: 'MEMBER' }, ...input } }))
    .createSavedView;
const change = async (client: TestClient, input: object) =>
  (await client.query<{ changeSavedView: View }>(CHANGE, { input })).changeSavedView;
const list = async (member: { id: number }) => {
  const { savedViews } = await api
    .as(member)
    .query<{ savedViews: { totalCount: number; edges: { node: View }[] } }>(LIST);
  return { count: savedViews.totalCount, names: savedViews.edges.map(({ node }) => node.name) };
};

test('private views are the owner’s, shared ones everybody’s', async () => {
  expect(await create(ana, { name: 'Mine' })).toEqual({
    __typename: 'SavedView',
    id: 'SavedView:1',
    name: 'Mine',
    isShared: false,
    search: { rows: 'MEMBER' },
    ownerName: 'Ana',
    isOwn: true,
    canChange: true,
  });
  await create(ana, { name: 'Ours', isShared: true });
  expect(await list(ana)).toEqual({ count: 2, names: ['Mine', 'Ours'] });
  expect(await list(ben)).toEqual({ count: 1, names: ['Ours'] });
  expect(await list(admin)).toEqual({ count: 1, names: ['Ours'] });
});

test('owners change their views, administrators shared ones, others none', async () => {
  const mine = await create(ana, { name: 'Mine' });
  const ours = await create(ana, { name: 'Ours', isShared: true });
  expect(
    await change(api.as(ana), { savedViewId: mine.id, name: 'Still mine', search: { rows: 'MODEL' } }),
  ).toMatchObject({
    name: 'Still mine',
    isShared: false,
    search: { rows: 'MODEL' },
  });
  expect(await change(api.as(admin), { savedViewId: ours.id, isShared: false })).toMatchObject({
    name: 'Ours',
    isShared: false,
  });
  for (const stranger of [ben, admin]) {
    const refused = await change(api.as(stranger), { savedViewId: mine.id, name: 'Stolen' });
    expect(refused).toMatchObject({ __typename: 'NotFoundError', code: 'NOT_FOUND' });
  }
});

test('a shared view of somebody else can be seen but not changed', async () => {
  const { id } = await create(ana, { name: 'Ours', isShared: true });
  const changed = await api.as(ben).execute(CHANGE, { input: { savedViewId: id, name: 'Theirs' } });
  const deleted = await api.as(ben).execute(DELETE, { id });
  expect([changed.errors[0]?.extensions.code, deleted.errors[0]?.extensions.code]).toEqual(['FORBIDDEN', 'FORBIDDEN']);
});

test('deleting answers the id, and every change is audited', async () => {
  const { id } = await create(ana, { name: 'Mine' });
  await change(api.as(ana), { savedViewId: id, isShared: true });
  const { deleteSavedView } = await api.as(ana).query<{ deleteSavedView: View }>(DELETE, { id });
  expect(deleteSavedView).toEqual({ __typename: 'DeletedSavedView', id });
  const events = await db.auditEvent.findMany({ where: { subjectType: 'SavedView' }, orderBy: { id: 'asc' } });
  expect(events.map(({ action, memberId }) => [action, memberId])).toEqual([
    ['createSavedView', ana.id],
    ['changeSavedView', ana.id],
    ['deleteSavedView', ana.id],
  ]);
});

test('bad input is named', async () => {
  await create(ana, { name: 'Mine' });
  expect(await create(ana, { name: 'Mine' })).toMatchObject({ __typename: 'ConflictError' });
  expect(await create(ana, { name: '  ' })).toMatchObject({ __typename: 'InvalidInputError', field: 'name' });
  expect(await create(ana, { name: 'List', search: ['rows'] })).toMatchObject({ field: 'search' });
  expect(await create(ana, { name: 'Long', search: { rows: 'x'.repeat(20_001) } })).toMatchObject({ field: 'search' });
  expect(await change(api.as(ana), { savedViewId: 'View:1' })).toMatchObject({ field: 'savedViewId' });
});

test('strangers and tokens that may only read are refused', async () => {
  const token = api.withToken(await createToken({ member: ana }));
  for (const [client, code] of [
    [api.anonymous, 'UNAUTHENTICATED'],
    [token, 'FORBIDDEN'],
  ] as const) {
    const { errors } = await client.execute(CREATE, { input: { name: 'Mine', search: {} } });
    expect(errors[0]?.extensions.code).toBe(code);
  }
});
