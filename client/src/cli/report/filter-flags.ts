import type { Dimension, DimensionFilter } from '../../gql/graphql.ts';

const filter = (what: string) =>
  ({ kind: 'texts', placeholder: what, summary: `Only this ${what}; several: any of them.` }) as const;

export const FILTER_FLAGS = {
  member: { kind: 'texts', placeholder: 'email', summary: 'Only this member; several: any of them.' },
  team: filter('team'),
  agent: filter('agent'),
  project: filter('project'),
  vendor: filter('vendor'),
  tool: filter('tool'),
  model: filter('model'),
} as const;

type FilterValues = Readonly<Record<keyof typeof FILTER_FLAGS, readonly string[]>>;

/** What must all hold; the server explains values it does not know. */
export function filtersOf(values: FilterValues): DimensionFilter[] {
  const dimensions: [keyof typeof FILTER_FLAGS, Dimension][] = [
    ['member', 'MEMBER'],
    ['team', 'TEAM'],
    ['agent', 'AGENT'],
    ['project', 'PROJECT'],
    ['vendor', 'VENDOR'],
    ['tool', 'TOOL'],
    ['model', 'MODEL'],
  ];
  return dimensions.flatMap(([flag, dimension]) =>
    values[flag].length > 0 ? [{ dimension, in: [...values[flag]] }] : [],
  );
}
