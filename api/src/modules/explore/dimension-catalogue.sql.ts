import type { Dimension } from './dimensions.ts';

/** Where the names of a dimension's values are kept. SQL by constant name only. */
export interface Catalogue {
  from: string;
  id: string;
  label: string;
  detail: string;
  /** Texts a filter accepts beside the id and the label; compared without regard to case. */
  names: readonly string[];
  /** The part of the key after the type, where that is not the id. */
  keyPart?: string;
  /** Values that pickers offer. */
  offered?: string;
}

const clash = (table: string) => `(SELECT name FROM ${table} GROUP BY name HAVING count(*) > 1)`;

const named = (table: string, detail: string): Catalogue => ({
  from: table,
  id: 'id',
  label: 'name',
  detail,
  names: ['name'],
});

const coded = (table: string): Catalogue => ({ ...named(table, 'code'), names: ['code', 'name'] });

const catalogues: Partial<Record<Dimension, Catalogue>> = {
  MEMBER: {
    from: 'member',
    id: 'id',
    label: `CASE WHEN name = '' THEN email WHEN name IN ${clash('member')} THEN name || ' (' || email || ')' ELSE name END`,
    detail: 'email',
    names: ['email', 'name'],
  },
  TEAM: named('team', 'NULL::text'),
  AGENT: named('agent', 'description'),
  PROJECT: named('project', 'NULL::text'),
  CUSTOMER: {
    from: 'customer',
    id: 'id',
    label: `CASE WHEN name = '' THEN external_id WHEN name IN ${clash('customer')} THEN name || ' (' || external_id || ')' ELSE name END`,
    detail: 'external_id',
    names: ['external_id', 'name'],
  },
  PURPOSE: { ...named('purpose', 'NULL::text'), keyPart: 'name' },
  SESSION: { from: 'agent_session', id: 'id', label: 'external_id', detail: 'scope', names: ['external_id'] },
  VENDOR: coded('vendor'),
  TOOL: coded('tool'),
  MODEL: {
    from: 'model JOIN vendor ON vendor.id = model.vendor_id',
    id: 'model.id',
    label: `CASE WHEN model.name IN ${clash('model')} THEN model.name || ' (' || vendor.name || ')' ELSE model.name END`,
    detail: 'vendor.name',
    names: ['model.name'],
  },
  API_KEY: {
    from: 'identity',
    id: 'id',
    label: `CASE WHEN name = '' THEN coalesce(hint, external_id) WHEN name IN (SELECT name FROM identity WHERE kind = 'API_KEY' GROUP BY name HAVING count(*) > 1) THEN name || ' (' || coalesce(hint, external_id) || ')' ELSE name END`,
    detail: 'coalesce(hint, external_id)',
    names: ['external_id', 'name'],
    offered: `kind IN ('API_KEY', 'TOKEN')`,
  },
  GL_ACCOUNT: {
    from: 'gl_account',
    id: 'id',
    label: `code || ' ' || name`,
    detail: 'type::text',
    names: ['code', 'name'],
  },
  CONNECTION: {
    from: 'connection JOIN vendor ON vendor.id = connection.vendor_id',
    id: 'connection.id',
    label: 'connection.name',
    detail: 'vendor.name',
    names: ['connection.name'],
  },
};

export function catalogueOf(dimension: Dimension): Catalogue | undefined {
  return catalogues[dimension];
}
