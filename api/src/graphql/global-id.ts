import { InvalidInputError } from '../lib/errors.ts';

const GLOBAL_ID = /^([A-Z][A-Za-z]*):(.+)$/;

/** Readable global ids, `Member:12`, so that URLs and scripts can carry them as they are. */
export function encodeGlobalId(typeName: string, id: string | number | bigint): string {
  return `${typeName}:${id}`;
}

/** @throws InvalidInputError when the text is no global id. */
export function decodeGlobalId(globalId: string): { typename: string; id: string } {
  const match = GLOBAL_ID.exec(globalId);
  if (!match?.[1] || !match[2]) {
    throw new InvalidInputError(
      'id',
      globalId,
      `"${globalId}" is not an id.`,
      'Ids look like Member:12; copy one from an answer.',
    );
  }
  return { typename: match[1], id: match[2] };
}

/** The database id behind a global id of the given type. @throws InvalidInputError naming the field. */
export function requireDatabaseId(globalId: string, typeName: string, field: string): number {
  const { typename, id } = decodeGlobalId(globalId);
  const number = Number(id);
  if (typename !== typeName || !/^\d{1,9}$/.test(id)) {
    throw new InvalidInputError(
      field,
      globalId,
      `"${globalId}" is not the id of a ${typeName}.`,
      `Ids look like ${typeName}:12.`,
    );
  }
  return number;
}
