import { z } from 'zod';
import type { Context } from '../../graphql/context.ts';
import { requireDatabaseId } from '../../graphql/global-id.ts';
import { parseInput } from '../../lib/parse-input.ts';
import { requireAdmin } from '../auth/permissions.ts';
import { changeMapping, type MappedIdentity } from './map-identity.ts';
import { requireMappingRange } from './mapping-range.ts';

const schema = z.object({ identityId: z.string(), from: z.string().nullish(), until: z.string().nullish() });

export type UnmapIdentityInput = z.input<typeof schema>;

const NOBODY = { memberId: null, agentId: null, projectId: null };

/**
 * Makes an identity nobody's, always or between two days, and keeps automatic mapping from coming back.
 * @throws InvalidInputError | NotFoundError
 */
export async function unmapIdentity(context: Context, input: UnmapIdentityInput): Promise<MappedIdentity> {
  requireAdmin(context.actor);
  const parsed = parseInput(schema, input);
  const identityId = requireDatabaseId(parsed.identityId, 'Identity', 'identityId');
  const range = requireMappingRange(parsed);
  return changeMapping(context, { action: 'unmapIdentity', identityId, owners: NOBODY, range });
}
