import { builder } from '../../graphql/builder.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { ConflictError, InvalidInputError, NotFoundError, RateLimitedError } from '../../lib/errors.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changePassword } from './change-password.ts';
import { createPasswordResetLink } from './create-password-reset-link.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';
import { SignedIn } from './signed-in.graphql.ts';

const PASSWORD = 'At least 10 characters.';
const TOKEN = 'The token of the link.';

const ChangePasswordInput = builder.inputType('ChangePasswordInput', {
  fields: (t) => ({
    currentPassword: t.string({ required: true }),
    newPassword: t.string({ required: true, description: PASSWORD }),
  }),
});

const RequestPasswordResetInput = builder.inputType('RequestPasswordResetInput', {
  fields: (t) => ({ email: t.string({ required: true }) }),
});

const ResetPasswordInput = builder.inputType('ResetPasswordInput', {
  fields: (t) => ({
    token: t.string({ required: true, description: TOKEN }),
    password: t.string({ required: true, description: PASSWORD }),
  }),
});

const AcceptInvitationInput = builder.inputType('AcceptInvitationInput', {
  fields: (t) => ({
    token: t.string({ required: true, description: TOKEN }),
    name: t.string({ required: true }),
    password: t.string({ required: true, description: PASSWORD }),
  }),
});

const CreatePasswordResetLinkInput = builder.inputType('CreatePasswordResetLinkInput', {
  fields: (t) => ({ memberId: t.id({ required: true }) }),
});

const PasswordChange = builder.objectRef<{ isChanged: boolean }>('PasswordChange').implement({
  authScopes: { scope: 'MANAGE' },
  fields: (t) => ({ isChanged: t.exposeBoolean('isChanged') }),
});

const PasswordResetRequest = builder.objectRef<{ isReceived: boolean }>('PasswordResetRequest').implement({
  description: 'The same for every address, known or not. Public.',
  fields: (t) => ({ isReceived: t.exposeBoolean('isReceived') }),
});

const PasswordResetLink = builder.objectRef<{ link: string }>('PasswordResetLink').implement({
  authScopes: { admin: true },
  fields: (t) => ({ link: t.exposeString('link', { description: 'Works once, for 24 hours.' }) }),
});

builder.mutationFields((t) => ({
  changePassword: t.field({
    description: 'Of the signed-in person; ends their other sessions.',
    type: PasswordChange,
    args: { input: t.arg({ type: ChangePasswordInput, required: true }) },
    errors: { types: [InvalidInputError, RateLimitedError] },
    resolve: async (_root, { input }, context) => ({ isChanged: await changePassword(context, input) }),
  }),
  requestPasswordReset: t.field({
    description: 'Mails a reset link to an active member.',
    type: PasswordResetRequest,
    args: { input: t.arg({ type: RequestPasswordResetInput, required: true }) },
    errors: { types: [RateLimitedError] },
    resolve: async (_root, { input }, context) => ({ isReceived: await requestPasswordReset(context, input.email) }),
  }),
  resetPassword: t.field({
    description: 'Sets a new password by a reset link, ends all sessions, and signs in.',
    type: SignedIn,
    args: { input: t.arg({ type: ResetPasswordInput, required: true }) },
    errors: { types: [InvalidInputError, RateLimitedError] },
    resolve: (_root, { input }, context) => resetPassword(context, input),
  }),
  acceptInvitation: t.field({
    description: 'Sets name and password by an invitation link, and signs in.',
    type: SignedIn,
    args: { input: t.arg({ type: AcceptInvitationInput, required: true }) },
    errors: { types: [InvalidInputError, RateLimitedError] },
    resolve: (_root, { input }, context) => acceptInvitation(context, input),
  }),
  createPasswordResetLink: t.field({
    description: 'For an administrator to hand over.',
    type: PasswordResetLink,
    args: { input: t.arg({ type: CreatePasswordResetLinkInput, required: true }) },
    errors: { types: [InvalidInputError, NotFoundError, ConflictError] },
    resolve: async (_root, { input }, context) => ({
      link: await createPasswordResetLink(context, requireDatabaseId(input.memberId, 'Member', 'memberId')),
    }),
  }),
}));
