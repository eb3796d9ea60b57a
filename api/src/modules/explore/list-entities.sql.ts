import { type Catalogue, catalogueOf } from './dimension-catalogue.sql.ts';
import type { Dimension } from './dimensions.ts';
import type { Queryable } from './run-pivot.sql.ts';
import { isNameForAll, visibleTo } from './visible-entities.sql.ts';

export interface Entity {
  id: number;
  label: string;
  /** The part of the key after the type, where that is not the id; else empty. */
  keyPart: string;
  detail: string | null;
}

export interface EntityQuestion {
  /** Part of the label or detail; empty: all. */
  search: string;
  first: number;
  /** Only what this member may know of. */
  memberId: number | undefined;
}

/** Values a picker offers, by label. */
export async function listEntities(
  client: Queryable,
  dimension: Dimension,
  { search, first, memberId }: EntityQuestion,
): Promise<Entity[]> {
  const catalogue = catalogueOf(dimension);
  if (!catalogue) return [];
  const conditions = [
    catalogue.offered ?? 'true',
    memberId === undefined ? 'true' : visibleTo(dimension, catalogue, '$3'),
  ];
  const { rows } = await client.query<Entity>(
    `SELECT id, label, key_part AS "keyPart", detail FROM (${entitySelect(catalogue)} WHERE ${conditions.join(' AND ')}) AS entity
     WHERE $1 = '' OR strpos(lower(label), $1) > 0 OR strpos(lower(detail), $1) > 0
     ORDER BY lower(label), id LIMIT $2`,
    [search.toLowerCase(), first, ...(memberId === undefined || isNameForAll(dimension) ? [] : [memberId])],
  );
  return rows;
}

/** Ids whose label holds the text. */
export async function searchEntities(client: Queryable, dimension: Dimension, text: string): Promise<string[]> {
  const catalogue = catalogueOf(dimension);
  if (!catalogue) return [];
  const { rows } = await client.query<{ id: number }>(
    `SELECT id FROM (${entitySelect(catalogue)}) AS entity WHERE strpos(lower(label), $1) > 0`,
    [text.toLowerCase()],
  );
  return rows.map(({ id }) => String(id));
}

function entitySelect(catalogue: Catalogue): string {
  return `SELECT ${catalogue.id} AS id, ${catalogue.label} AS label, ${catalogue.keyPart ?? `''`} AS key_part,
            ${catalogue.detail} AS detail FROM ${catalogue.from}`;
}
