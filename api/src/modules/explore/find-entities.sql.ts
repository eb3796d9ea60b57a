import { catalogueOf } from './dimension-catalogue.sql.ts';
import type { Dimension } from './dimensions.ts';
import type { Queryable } from './run-pivot.sql.ts';
import { isNameForAll, visibleTo } from './visible-entities.sql.ts';

const MAX_ID = 2_147_483_647;

/**
 * Ids by the text that named them: global id, email, name, code. To a member, names of what the own usage does not name
 * stay unknown; an id of such a thing is taken as it is, whether the thing exists or not: it matches none of the own usage.
 */
export async function findEntities(
  client: Queryable,
  dimension: Dimension,
  typeName: string,
  texts: readonly string[],
  memberId: number | undefined,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const catalogue = catalogueOf(dimension);
  if (!catalogue || texts.length === 0) return found;
  const prefix = `${typeName}:`;
  const parts = texts.map((text) => (text.startsWith(prefix) ? text.slice(prefix.length) : undefined));
  const ids = catalogue.keyPart ? [] : parts.flatMap((part) => (isId(part) ? [Number(part)] : []));
  const names = texts.map((text, index) => (catalogue.keyPart ? (parts[index] ?? text) : text).toLowerCase());
  const accepted = [...catalogue.names, catalogue.label].map((name) => `lower(${name})`);
  const tests = accepted.map((name) => `${name} = ANY ($2::text[])`);
  const isLimited = memberId !== undefined && !isNameForAll(dimension);
  const { rows } = await client.query<{ id: number; names: string[] }>(
    `SELECT ${catalogue.id} AS id, ARRAY[${accepted.join(', ')}] AS names
     FROM ${catalogue.from}
     WHERE ${catalogue.offered ?? 'true'} AND (${catalogue.id} = ANY ($1::int[])
       OR ((${tests.join(' OR ')}) AND ${isLimited ? visibleTo(dimension, catalogue, '$3') : 'true'}))`,
    [ids, names, ...(isLimited ? [memberId] : [])],
  );
  const { byId, byName } = indexed(rows);
  // Who is a member is no secret (`members`); what else exists beside the own usage is.
  const unseen = (id: number) => (isLimited && dimension !== 'MEMBER' ? [String(id)] : []);
  for (const [index, text] of texts.entries()) {
    const part = parts[index];
    const id = catalogue.keyPart || !isId(part) ? undefined : Number(part);
    found.set(text, id === undefined ? (byName.get(names[index] ?? '') ?? []) : (byId.get(id) ?? unseen(id)));
  }
  return found;
}

function indexed(rows: readonly { id: number; names: readonly string[] }[]) {
  const byId = new Map<number, string[]>();
  const byName = new Map<string, string[]>();
  for (const { id, names } of rows) {
    byId.set(id, [String(id)]);
    for (const name of new Set(names)) byName.set(name, [...(byName.get(name) ?? []), String(id)]);
  }
  return { byId, byName };
}

function isId(part: string | undefined): part is string {
  return part !== undefined && /^\d{1,10}$/.test(part) && Number(part) <= MAX_ID;
}
