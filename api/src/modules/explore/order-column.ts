import { InvalidInputError } from '../../lib/errors.ts';
import { catalogueOf } from './dimension-catalogue.sql.ts';
import { type Dimension, dimensionDefinition, NONE, UNATTRIBUTED } from './dimensions.ts';
import type { PeriodAxis } from './period-axis.ts';
import { columnId } from './pivot-cells.ts';
import type { PivotRequest } from './pivot-input.ts';
import type { Queryable } from './run-pivot.sql.ts';

/** The pivoted column that rows are ordered by. */
export interface OrderColumn {
  /** Stored keys. */
  path: readonly string[];
  /** @throws InvalidInputError when the pivot has no such column */
  requireIn(columns: readonly (readonly string[])[]): void;
}

/** @throws InvalidInputError when the key cannot be one of a column */
export async function orderColumn(
  client: Queryable,
  { columns, orderBy }: PivotRequest,
  axes: ReadonlyMap<Dimension, PeriodAxis>,
): Promise<OrderColumn | undefined> {
  const key = orderBy?.column;
  if (!key || key.length === 0) return undefined;
  if (columns.length === 0) {
    const remedy = 'Leave orderBy.column out to order by the total, or name columns.';
    throw new InvalidInputError('orderBy.column', key.join(', '), 'the pivot has no columns.', remedy);
  }
  const refuse = () =>
    new InvalidInputError(
      'orderBy.column',
      key.join(', '),
      `[${key.join(', ')}] is not a column of this pivot.`,
      `Copy the key of a column as returned: one value each for ${columns.join(', ')}.`,
    );
  if (key.length !== columns.length) throw refuse();
  const path: string[] = [];
  for (const [index, dimension] of columns.entries()) {
    const raw = await rawOfKey(client, dimension, key[index] ?? '', axes);
    if (raw === undefined) throw refuse();
    path.push(raw);
  }
  return {
    path,
    requireIn(returned) {
      if (!returned.some((column) => columnId(column) === columnId(path))) throw refuse();
    },
  };
}

async function rawOfKey(
  client: Queryable,
  dimension: Dimension,
  key: string,
  axes: ReadonlyMap<Dimension, PeriodAxis>,
): Promise<string | undefined> {
  const definition = dimensionDefinition(dimension);
  if (definition.kind === 'PERIOD') {
    const place = [...(axes.get(dimension)?.keys ?? [])].find(([, periodKey]) => periodKey === key);
    return place && String(place[0]);
  }
  if (definition.kind === 'NAME' || definition.kind === 'TEXT') return key === NONE ? '' : key;
  if (key === UNATTRIBUTED || key === NONE) return key === definition.zeroKey ? '0' : undefined;
  const part = key.startsWith(`${definition.typeName}:`) ? key.slice(definition.typeName.length + 1) : undefined;
  const catalogue = catalogueOf(dimension);
  if (part === undefined || !catalogue?.keyPart) return part;
  const { rows } = await client.query<{ id: number }>(
    `SELECT ${catalogue.id} AS id FROM ${catalogue.from} WHERE ${catalogue.keyPart} = $1`,
    [part],
  );
  return rows[0] && String(rows[0].id);
}
