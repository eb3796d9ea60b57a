import { type GraphQLObjectType, getNamedType, isObjectType, isUnionType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from './schema.ts';

/** Readable by whoever receives them: what they say is public, or was made for this very caller. */
const PUBLIC = ['Setup', 'SignedIn', 'PasswordResetRequest'];
/** Connections and edges hold objects with rules of their own; errors tell what the caller did. */
const STRUCTURE = /^PageInfo$|(.Connection|Edge|Error)$/;

const objects = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);

test('every entity type carries its access rule', () => {
  const open = objects.filter((type) => type.extensions.pothosPrismaModel !== undefined && !hasRule(type));
  expect(open.map(({ name }) => name)).toEqual([]);
});

test('every other type does too, or is reached only through ones that do', () => {
  expect(objects.filter((type) => !isGuarded(type, [])).map(({ name }) => name)).toEqual([]);
});

function isGuarded(type: GraphQLObjectType, seen: readonly string[]): boolean {
  if (hasRule(type) || PUBLIC.includes(type.name) || STRUCTURE.test(type.name) || seen.includes(type.name)) return true;
  if (type === schema.getQueryType() || type === schema.getSubscriptionType() || type === schema.getMutationType())
    return true;
  return waysTo(type).every(({ owner, field }) => {
    if (owner === schema.getQueryType() || owner === schema.getSubscriptionType()) return hasRule(field);
    // A mutation's operation checks its caller before anything else.
    return owner === schema.getMutationType() || isGuarded(owner, [...seen, type.name]);
  });
}

/** The fields that return the type, alone or in a union. */
function waysTo(type: GraphQLObjectType) {
  return objects.flatMap((owner) =>
    Object.values(owner.getFields())
      .filter((field) => {
        const result = getNamedType(field.type);
        return result === type || (isUnionType(result) && result.getTypes().includes(type));
      })
      .map((field) => ({ owner, field })),
  );
}

function hasRule({ extensions }: { extensions: Readonly<Record<string, unknown>> }): boolean {
  const options = extensions.pothosOptions;
  return typeof options === 'object' && options !== null && 'authScopes' in options && options.authScopes !== undefined;
}
