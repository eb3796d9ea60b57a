import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { defaultFieldResolver, type GraphQLSchema } from 'graphql';
import { InvalidInputError } from '../lib/errors.ts';

const MAX_INT = 2_147_483_647;
const CURSOR = /^(?:GPC:N|OffsetConnection):(\d{1,10})$/;
/** Of lists by a 64-bit id. */
const LONG_CURSOR = /^GPC:I:\d{1,18}$/;
const KNOWN_KIND = /^(?:GPC|OffsetConnection):/;

/**
 * Refuses cursors that no list has made before they reach the database, which would fail on them. Lists with cursors of
 * their own kind check those themselves.
 */
export function withCheckedCursors(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) => {
      const names = ['after', 'before'].filter((name) => field.args?.[name]);
      if (names.length === 0) return field;
      const resolve = field.resolve ?? defaultFieldResolver;
      return {
        ...field,
        resolve(source, args: Record<string, unknown>, context, info) {
          for (const name of names) requireCursor(name, args[name]);
          return resolve(source, args, context, info);
        },
      };
    },
  });
}

function requireCursor(field: string, cursor: unknown): void {
  if (typeof cursor !== 'string') return;
  const text = Buffer.from(cursor, 'base64').toString();
  if (!KNOWN_KIND.test(text) || LONG_CURSOR.test(text)) return;
  const position = CURSOR.exec(text)?.[1];
  if (position !== undefined && Number(position) <= MAX_INT) return;
  throw new InvalidInputError(
    field,
    cursor,
    `"${cursor}" is not a cursor of this list.`,
    'Use a cursor of the same query.',
  );
}
