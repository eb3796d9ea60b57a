import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { changeMember } from './change-member.ts';
import { deactivateMember } from './deactivate-member.ts';
import { type Invitation as InvitationShape, inviteMember } from './invite-member.ts';
import { Member } from './member.graphql.ts';
import { MemberRoleEnum } from './member-enums.graphql.ts';
import { reactivateMember } from './reactivate-member.ts';

const memberIdOf = (id: string | number) => requireDatabaseId(String(id), 'Member', 'memberId');

const Invitation = builder.objectRef<InvitationShape>('Invitation').implement({
  authScopes: { admin: true },
  fields: (t) => ({
    member: t.prismaField({
      type: Member,
      resolve: (query, { memberId }) => db.member.findUniqueOrThrow({ ...query, where: { id: memberId } }),
    }),
    link: t.exposeString('link', { description: 'Works once, for 7 days. To be handed to the member.' }),
    isMailed: t.exposeBoolean('isMailed', { description: 'The link is also on its way by mail.' }),
  }),
});

const InviteMemberInput = builder.inputType('InviteMemberInput', {
  fields: (t) => ({
    email: t.string({ required: true }),
    name: t.string({ description: 'Made from the address when left out; they may change it.' }),
    role: t.field({ type: MemberRoleEnum, required: true, defaultValue: 'MEMBER' }),
  }),
});

const ChangeMemberInput = builder.inputType('ChangeMemberInput', {
  fields: (t) => ({
    memberId: t.id({ required: true }),
    name: t.string(),
    role: t.field({ type: MemberRoleEnum }),
  }),
});

const MemberInput = (name: string) =>
  builder.inputType(name, { fields: (t) => ({ memberId: t.id({ required: true }) }) });
const DeactivateMemberInput = MemberInput('DeactivateMemberInput');
const ReactivateMemberInput = MemberInput('ReactivateMemberInput');

builder.mutationFields((t) => ({
  inviteMember: t.field({
    type: Invitation,
    args: { input: t.arg({ type: InviteMemberInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: (_root, { input }, context) => inviteMember(context, input),
  }),
  changeMember: t.prismaField({
    type: Member,
    args: { input: t.arg({ type: ChangeMemberInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeMember(context, { ...input, memberId: memberIdOf(input.memberId) });
      return db.member.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  deactivateMember: t.prismaField({
    description: 'Ends sessions and tokens, keeps history. Refused for the last active administrator.',
    type: Member,
    args: { input: t.arg({ type: DeactivateMemberInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await deactivateMember(context, memberIdOf(input.memberId));
      return db.member.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  reactivateMember: t.prismaField({
    type: Member,
    args: { input: t.arg({ type: ReactivateMemberInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await reactivateMember(context, memberIdOf(input.memberId));
      return db.member.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
