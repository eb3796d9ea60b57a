import { type ApiTokenScope, getDatamodel, type PrismaTypes } from '@outlay/prisma';
import SchemaBuilder from '@pothos/core';
import ComplexityPlugin from '@pothos/plugin-complexity';
import DataloaderPlugin from '@pothos/plugin-dataloader';
import ErrorsPlugin from '@pothos/plugin-errors';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import SimpleObjectsPlugin from '@pothos/plugin-simple-objects';
import { GraphQLError } from 'graphql';
import { db } from '../db.ts';
import { ForbiddenError, UnauthenticatedError } from '../lib/errors.ts';
import { actorHasScope, actorIsAdmin, actorMemberId } from '../modules/auth/permissions.ts';
import type { Context } from './context.ts';
import { decodeGlobalId, encodeGlobalId } from './global-id.ts';

interface SchemaTypes {
  Context: Context;
  PrismaTypes: PrismaTypes;
  DefaultFieldNullability: false;
  AuthScopes: {
    /** Any known caller whose token (if any) has the scope. */
    scope: ApiTokenScope;
    /** An administrator, with the READ scope if by token. */
    admin: boolean;
    /** The member themself, or an administrator. */
    self: number;
  };
  Scalars: {
    /** Exact decimal as a string. */
    Decimal: { Input: string; Output: string };
    /** Integer beyond 2^53 as a string. */
    BigInt: { Input: bigint; Output: bigint };
    /** Calendar day, `2026-11-01`. */
    Date: { Input: string; Output: string | Date };
    /** Instant in UTC. */
    DateTime: { Input: Date; Output: Date };
    JSON: { Input: unknown; Output: unknown };
  };
}

const capitalized = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Every rule that holds for the whole API. */
export const builder = new SchemaBuilder<SchemaTypes>({
  plugins: [
    ScopeAuthPlugin,
    ErrorsPlugin,
    RelayPlugin,
    PrismaPlugin,
    DataloaderPlugin,
    SimpleObjectsPlugin,
    ComplexityPlugin,
  ],
  defaultFieldNullability: false,
  scopeAuth: {
    authScopes: ({ actor }) => ({
      scope: (scope) => actorHasScope(actor, scope),
      admin: () => actorIsAdmin(actor) && actorHasScope(actor, 'READ'),
      self: (memberId) => actorHasScope(actor, 'READ') && (actorIsAdmin(actor) || actorMemberId(actor) === memberId),
    }),
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, { actor }) =>
      actor.kind === 'ANONYMOUS' ? new UnauthenticatedError() : new ForbiddenError(),
  },
  errors: {
    directResult: true,
    defaultUnionOptions: { name: ({ fieldName }) => `${capitalized(fieldName)}Result` },
  },
  relay: {
    encodeGlobalID: encodeGlobalId,
    decodeGlobalID: decodeGlobalId,
    nodeQueryOptions: false,
    nodesQueryOptions: false,
    cursorType: 'String',
  },
  prisma: {
    client: () => db,
    dmmf: getDatamodel(),
    exposeDescriptions: true,
    filterConnectionTotalCount: true,
    maxConnectionSize: 500,
    defaultConnectionSize: 50,
    onUnusedQuery: 'error',
  },
  complexity: {
    defaultComplexity: 1,
    defaultListMultiplier: 10,
    limit: { depth: 14, breadth: 500, complexity: 50_000 },
    complexityError: () =>
      new GraphQLError('This query is too large. Ask for less at once.', { extensions: { code: 'QUERY_TOO_LARGE' } }),
  },
});

builder.queryType({});
builder.mutationType({});
// A schema without a field of its own type is invalid: the first file with a subscription calls builder.subscriptionType({}).
