import { builder } from '../../graphql/builder.ts';
import { ConflictError, InvalidInputError, RateLimitedError } from '../../lib/errors.ts';
import { isSetUp, setUpOrganization } from './set-up-organization.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { SignedIn } from './signed-in.graphql.ts';

const Setup = builder.simpleObject('Setup', {
  description: 'What a browser must know before anybody has signed in. Public.',
  fields: (t) => ({
    isSetUp: t.boolean({ description: 'False: the first-run page is to create the organization.' }),
    googleSignIn: t.boolean({ description: 'Whether /auth/google signs people in.' }),
    mail: t.boolean({ description: 'Whether links are mailed; otherwise an administrator hands them over.' }),
  }),
});

builder.queryField('setup', (t) =>
  t.field({
    type: Setup,
    resolve: async (_root, _args, { installation }) => ({
      isSetUp: await isSetUp(),
      googleSignIn: installation.hasGoogleSignIn,
      mail: installation.sendMail !== undefined,
    }),
  }),
);

const SignInInput = builder.inputType('SignInInput', {
  fields: (t) => ({ email: t.string({ required: true }), password: t.string({ required: true }) }),
});

const SetUpOrganizationInput = builder.inputType('SetUpOrganizationInput', {
  fields: (t) => ({
    organizationName: t.string({ required: true }),
    reportingCurrency: t.string({ required: true, defaultValue: 'USD', description: 'ISO 4217 code.' }),
    usdRate: t.field({
      type: 'Decimal',
      description: 'Units of the reporting currency for one USD; required unless that is USD.',
    }),
    reportingZone: t.string({ required: true, defaultValue: 'UTC', description: 'IANA time zone.' }),
    allowedDomains: t.stringList({
      required: true,
      defaultValue: [],
      description: 'Addresses of these domains become members by themselves.',
    }),
    name: t.string({ required: true, description: "The first administrator's name." }),
    email: t.string({ required: true }),
    password: t.string({ required: true, description: 'At least 10 characters.' }),
  }),
});

builder.mutationFields((t) => ({
  setUpOrganization: t.field({
    description: 'Creates the organization and its first administrator, and signs them in. Works once.',
    type: SignedIn,
    args: { input: t.arg({ type: SetUpOrganizationInput, required: true }) },
    errors: { types: [InvalidInputError, ConflictError] },
    resolve: (_root, { input }, context) => setUpOrganization(context, input),
  }),
  signIn: t.field({
    type: SignedIn,
    args: { input: t.arg({ type: SignInInput, required: true }) },
    errors: { types: [InvalidInputError, RateLimitedError] },
    resolve: (_root, { input }, context) => signIn(context, input),
  }),
  signOut: t.boolean({
    description: 'Whether a session was ended.',
    resolve: (_root, _args, context) => signOut(context),
  }),
}));
