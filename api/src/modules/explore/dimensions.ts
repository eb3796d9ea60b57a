/** What a pivot can be broken down by, filtered on and drilled into. */
export const dimensionNames = [
  'MEMBER',
  'TEAM',
  'AGENT',
  'PROJECT',
  'CUSTOMER',
  'PURPOSE',
  'SESSION',
  'VENDOR',
  'TOOL',
  'MODEL',
  'API_KEY',
  'CONNECTION',
  'GL_ACCOUNT',
  'COST_KIND',
  'BILLING_KIND',
  'EVIDENCE',
  'CATEGORY',
  'HOUR',
  'DAY',
  'WEEK',
  'MONTH',
  'QUARTER',
  'YEAR',
  'WEEKDAY',
] as const;
export type Dimension = (typeof dimensionNames)[number];

/** The owner is unknown. */
export const UNATTRIBUTED = 'UNATTRIBUTED';
/** The dimension does not apply. */
export const NONE = 'NONE';
/** Every outermost row that is not returned. */
export const OTHER = 'OTHER';

export type PeriodUnit = 'HOUR' | 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'WEEKDAY';
/** The stored column a period is derived from; facts are grouped by it and mapped afterwards. */
export type StoredPeriod = 'hour' | 'day' | 'month';

export type DimensionDefinition =
  /** Integer ids; 0 stands for `zeroKey`. Keys are global ids. */
  | { kind: 'ENTITY'; typeName: string; zeroKey: typeof UNATTRIBUTED | typeof NONE }
  /** Names as keys; the empty text stands for NONE. */
  | { kind: 'NAME'; names: readonly string[] }
  /** Texts of the users' own as keys; the empty text stands for NONE. */
  | { kind: 'TEXT' }
  | { kind: 'PERIOD'; unit: PeriodUnit; stored: StoredPeriod };

const owner = (typeName: string) => ({ kind: 'ENTITY', typeName, zeroKey: UNATTRIBUTED }) as const;
const entity = (typeName: string) => ({ kind: 'ENTITY', typeName, zeroKey: NONE }) as const;
const period = <Unit extends PeriodUnit>(unit: Unit, stored: StoredPeriod) =>
  ({ kind: 'PERIOD', unit, stored }) as const;

const definitions = {
  MEMBER: owner('Member'),
  TEAM: owner('Team'),
  AGENT: owner('Agent'),
  PROJECT: owner('Project'),
  CUSTOMER: entity('Customer'),
  PURPOSE: entity('Purpose'),
  SESSION: entity('AgentSession'),
  VENDOR: entity('Vendor'),
  TOOL: entity('Tool'),
  MODEL: entity('Model'),
  API_KEY: entity('ApiKey'),
  CONNECTION: entity('Connection'),
  GL_ACCOUNT: entity('GlAccount'),
  COST_KIND: { kind: 'NAME', names: ['FIXED', 'VARIABLE'] },
  BILLING_KIND: { kind: 'NAME', names: ['METERED', 'INCLUDED'] },
  EVIDENCE: { kind: 'NAME', names: ['TRACKED', 'REPORTED', 'BILLED'] },
  CATEGORY: { kind: 'TEXT' },
  HOUR: period('HOUR', 'hour'),
  DAY: period('DAY', 'day'),
  WEEK: period('WEEK', 'day'),
  MONTH: period('MONTH', 'month'),
  QUARTER: period('QUARTER', 'month'),
  YEAR: period('YEAR', 'month'),
  WEEKDAY: period('WEEKDAY', 'day'),
} as const satisfies Record<Dimension, DimensionDefinition>;

export function dimensionDefinition(dimension: Dimension): DimensionDefinition {
  return definitions[dimension];
}

export function isPeriod(dimension: Dimension): boolean {
  return definitions[dimension].kind === 'PERIOD';
}

/** The key of "owner unknown" or "does not apply" when `raw` (as stored) stands for it. */
export function specialKey(dimension: Dimension, raw: string): string | undefined {
  const definition = dimensionDefinition(dimension);
  if (definition.kind === 'ENTITY' && raw === '0') return definition.zeroKey;
  return (definition.kind === 'NAME' || definition.kind === 'TEXT') && raw === '' ? NONE : undefined;
}
