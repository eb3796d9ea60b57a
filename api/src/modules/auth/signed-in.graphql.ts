import { builder } from '../../graphql/builder.ts';
import { encodeGlobalId } from '../../graphql/global-id.ts';
import { MemberRoleEnum } from '../people/member-enums.graphql.ts';
import type { SignedInMember } from './sign-in.ts';

/** Free of scopes: whoever receives it has just proved to be this member. */
export const SignedIn = builder.objectRef<SignedInMember>('SignedIn').implement({
  description: 'A session has begun; its cookie came with this answer.',
  fields: (t) => ({
    memberId: t.id({ resolve: ({ id }) => encodeGlobalId('Member', id) }),
    name: t.exposeString('name'),
    role: t.expose('role', { type: MemberRoleEnum }),
  }),
});
