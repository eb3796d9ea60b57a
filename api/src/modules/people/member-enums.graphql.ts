import { MemberRole, MemberStatus } from '@outlay/prisma';
import { builder } from '../../graphql/builder.ts';

export const MemberRoleEnum = builder.enumType(MemberRole, { name: 'MemberRole' });

export const MemberStatusEnum = builder.enumType('MemberStatus', {
  values: {
    UNCLAIMED: { value: MemberStatus.UNCLAIMED, description: 'Known from usage; has never signed in.' },
    INVITED: { value: MemberStatus.INVITED, description: 'Holds an invitation link.' },
    ACTIVE: { value: MemberStatus.ACTIVE },
    DEACTIVATED: { value: MemberStatus.DEACTIVATED, description: 'Cannot sign in; their history is kept.' },
  },
});
