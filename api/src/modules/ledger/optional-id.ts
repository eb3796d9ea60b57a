import { requireDatabaseId } from '../../graphql/global-id.ts';

/** The database id behind a global id; null and undefined stay. @throws InvalidInputError naming the field */
export function optionalId<Absent extends null | undefined>(
  id: string | number | Absent,
  typeName: string,
  field: string,
): number | Absent {
  return typeof id === 'string' || typeof id === 'number' ? requireDatabaseId(String(id), typeName, field) : id;
}
