import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { nameField } from '../people/name-field.ts';
import { redeemAccountLink } from './redeem-account-link.ts';
import type { SignedInMember } from './sign-in.ts';

const schema = z.object({ token: z.string().max(200), name: nameField, password: z.string() });

/** Sets name and password by an invitation link and signs in. @throws InvalidInputError | RateLimitedError */
export async function acceptInvitation(context: Context, input: z.input<typeof schema>): Promise<SignedInMember> {
  return redeemAccountLink(context, { kind: 'INVITATION', ...parseInput(schema, input) });
}
