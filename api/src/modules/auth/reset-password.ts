import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { redeemAccountLink } from './redeem-account-link.ts';
import type { SignedInMember } from './sign-in.ts';

const schema = z.object({ token: z.string().max(200), password: z.string() });

/** Sets a new password by a reset link and signs in. @throws InvalidInputError | RateLimitedError */
export async function resetPassword(context: Context, input: z.input<typeof schema>): Promise<SignedInMember> {
  return redeemAccountLink(context, { kind: 'PASSWORD_RESET', ...parseInput(schema, input) });
}
