import type { Queryable } from './run-pivot.sql.ts';

/** Every category that an entry or a rule names. */
export async function listCategories(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ category: string }>(
    `SELECT category FROM cost_entry_line WHERE category <> '' UNION SELECT category FROM gl_rule WHERE category <> ''
     UNION SELECT category FROM booked_cost WHERE category <> '' ORDER BY category`,
  );
  return rows.map(({ category }) => category);
}
