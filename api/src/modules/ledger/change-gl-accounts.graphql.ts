import { db } from '../../db.ts';
import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../lib/errors.ts';
import { archiveGlAccount } from './archive-gl-account.ts';
import { changeGlAccount } from './change-gl-account.ts';
import { createGlAccount } from './create-gl-account.ts';
import { GlAccount, GlAccountTypeEnum } from './gl-account.graphql.ts';

const accountIdOf = (id: string | number) => requireDatabaseId(String(id), 'GlAccount', 'glAccountId');

const CreateGlAccountInput = builder.inputType('CreateGlAccountInput', {
  fields: (t) => ({
    code: t.string({ required: true, description: 'Such as 6210; each once.' }),
    name: t.string({ required: true }),
    type: t.field({ type: GlAccountTypeEnum, required: true, defaultValue: 'EXPENSE' }),
  }),
});

const ChangeGlAccountInput = builder.inputType('ChangeGlAccountInput', {
  description: 'What is left out stays.',
  fields: (t) => ({
    glAccountId: t.id({ required: true }),
    code: t.string(),
    name: t.string(),
    type: t.field({ type: GlAccountTypeEnum }),
  }),
});

const ArchiveGlAccountInput = builder.inputType('ArchiveGlAccountInput', {
  fields: (t) => ({
    glAccountId: t.id({ required: true }),
    isArchived: t.boolean({ required: true, defaultValue: true, description: 'False restores it.' }),
  }),
});

builder.mutationFields((t) => ({
  createGlAccount: t.prismaField({
    type: GlAccount,
    args: { input: t.arg({ type: CreateGlAccountInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await createGlAccount(context, input);
      return db.glAccount.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  changeGlAccount: t.prismaField({
    type: GlAccount,
    args: { input: t.arg({ type: ChangeGlAccountInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await changeGlAccount(context, { ...input, glAccountId: accountIdOf(input.glAccountId) });
      return db.glAccount.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
  archiveGlAccount: t.prismaField({
    type: GlAccount,
    args: { input: t.arg({ type: ArchiveGlAccountInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (query, _root, { input }, context) => {
      const id = await archiveGlAccount(context, accountIdOf(input.glAccountId), input.isArchived);
      return db.glAccount.findUniqueOrThrow({ ...query, where: { id } });
    },
  }),
}));
