import { InvalidInputError } from '../../lib/errors.ts';
import { listCategories } from './categories.sql.ts';
import { closestValue } from './closest-value.ts';
import { specialLabel } from './dimension-labels.ts';
import { type Dimension, type DimensionDefinition, dimensionDefinition, NONE } from './dimensions.ts';
import { findEntities } from './find-entities.sql.ts';
import { listEntities, searchEntities } from './list-entities.sql.ts';
import type { PeriodAxes, PeriodAxis } from './period-axis.ts';
import { canonicalPeriodKey, periodExamples, periodLabel } from './period-units.ts';
import type { DimensionFilter } from './pivot-input.ts';
import type { FactFilter } from './plan-pivot.ts';
import type { Queryable } from './run-pivot.sql.ts';

/** Most known values that a mistyped one is compared with. */
const SUGGESTION_SAMPLE = 2_000;

export interface FilterContext {
  /** Over the ranges read, by the calendar facts are read by. */
  axisOf: PeriodAxes;
  /** The only member whose figures the caller may see. */
  memberId: number | undefined;
}

/**
 * Turns what callers write (ids, emails, names, codes, period keys, UNATTRIBUTED, NONE) into stored values.
 * @throws InvalidInputError naming dimension, value and the closest known value
 */
export async function resolveFilters(
  client: Queryable,
  filters: readonly DimensionFilter[],
  context: FilterContext,
): Promise<FactFilter[]> {
  const resolved: FactFilter[] = [];
  for (const [index, filter] of filters.entries()) {
    resolved.push(...(await resolveFilter(client, filter, `filters[${index}]`, context)));
  }
  return resolved;
}

async function resolveFilter(
  client: Queryable,
  { dimension, in: included, notIn: excluded, search }: DimensionFilter,
  field: string,
  context: FilterContext,
): Promise<FactFilter[]> {
  const resolver = resolverOf(client, dimension, context);
  const conditions: FactFilter[] = [];
  if (included) conditions.push(await resolver.values(included, `${field}.in`, false));
  if (excluded) conditions.push(await resolver.values(excluded, `${field}.notIn`, true));
  if (search?.trim()) conditions.push(await resolver.search(search.trim()));
  return conditions;
}

interface Resolver {
  values(texts: readonly string[], field: string, isNegated: boolean): Promise<FactFilter>;
  search(text: string): Promise<FactFilter>;
}

function resolverOf(client: Queryable, dimension: Dimension, context: FilterContext): Resolver {
  const definition = dimensionDefinition(dimension);
  if (definition.kind === 'PERIOD') return periodResolver(dimension, definition, context);
  if (definition.kind === 'NAME') return nameResolver(dimension, async () => definition.names);
  if (definition.kind === 'TEXT') return nameResolver(dimension, () => listCategories(client));
  return entityResolver(client, dimension, definition, context);
}

const contains = (label: string, text: string) => label.toLowerCase().includes(text.toLowerCase());

function nameResolver(dimension: Dimension, names: () => Promise<readonly string[]>): Resolver {
  return {
    async values(texts, field, isNegated) {
      const known = [...(await names()), NONE];
      const byText = new Map([...known.map((name): [string, string] => [name.toUpperCase(), name]), [NONE, '']]);
      const values = texts.map((text) => {
        const value = byText.get(text.toUpperCase());
        if (value === undefined) throw unknownValue(dimension, text, field, known);
        return value;
      });
      return { kind: 'VALUE', dimension, values, isNegated };
    },
    async search(text) {
      const values = (await names()).filter((name) => contains(name, text));
      const none = contains(NONE, text) ? [''] : [];
      return { kind: 'VALUE', dimension, values: [...values, ...none], isNegated: false };
    },
  };
}

type EntityDefinition = Extract<DimensionDefinition, { kind: 'ENTITY' }>;

function entityResolver(
  client: Queryable,
  dimension: Dimension,
  { typeName, zeroKey }: EntityDefinition,
  { memberId }: FilterContext,
): Resolver {
  return {
    async values(texts, field, isNegated) {
      const found = await findEntities(
        client,
        dimension,
        typeName,
        texts.filter((text) => text !== zeroKey),
        memberId,
      );
      const values = new Set(texts.includes(zeroKey) ? ['0'] : []);
      for (const text of texts) {
        if (text === zeroKey) continue;
        const ids = found.get(text) ?? [];
        if (ids.length === 0) {
          const sample = await listEntities(client, dimension, { search: '', first: SUGGESTION_SAMPLE, memberId });
          const known = sample.flatMap(({ label, detail }) => [label, ...(detail ? [detail] : [])]);
          throw unknownValue(dimension, text, field, [...known, zeroKey], `${typeName}:12`);
        }
        for (const id of ids) values.add(id);
      }
      return { kind: 'VALUE', dimension, values: [...values], isNegated };
    },
    async search(text) {
      const values = await searchEntities(client, dimension, text);
      const special = contains(specialLabel(zeroKey), text) ? ['0'] : [];
      return { kind: 'VALUE', dimension, values: [...values, ...special], isNegated: false };
    },
  };
}

type PeriodDefinition = Extract<DimensionDefinition, { kind: 'PERIOD' }>;

function periodResolver(dimension: Dimension, { unit, stored }: PeriodDefinition, { axisOf }: FilterContext): Resolver {
  const matching = (matches: (key: string) => boolean, isNegated: boolean): FactFilter => {
    const axis = axisOf(unit, stored);
    const valuesByRange = [0, 1].map((rangeIndex) => storedWhere(axis, rangeIndex, matches));
    return { kind: 'STORED', stored, valuesByRange, isNegated };
  };
  return {
    async values(texts, field, isNegated) {
      const keys = new Set(
        texts.map((text) => {
          const key = canonicalPeriodKey(unit, text);
          if (key === undefined) throw unknownValue(dimension, text, field, [], periodExamples[unit]);
          return key;
        }),
      );
      return matching((key) => keys.has(key), isNegated);
    },
    async search(text) {
      return matching((key) => contains(key, text) || contains(periodLabel(unit, key), text), false);
    },
  };
}

function storedWhere(axis: PeriodAxis, rangeIndex: number, matches: (key: string) => boolean): string[] {
  return axis.entries
    .filter((entry) => entry.rangeIndex === rangeIndex && matches(axis.keys.get(entry.ordinal) ?? ''))
    .map((entry) => entry.stored);
}

function unknownValue(
  dimension: Dimension,
  text: string,
  field: string,
  known: readonly string[],
  example?: string,
): InvalidInputError {
  const closest = closestValue(text, known);
  const remedies = [
    ...(closest === undefined ? [] : [`Did you mean "${closest}"?`]),
    ...(example === undefined ? [] : [`Values look like ${example}.`]),
    ...(closest === undefined && example === undefined ? [`Choose one of ${known.join(', ')}.`] : []),
    'Copy a key from an answer, or ask dimensionValues.',
  ];
  return new InvalidInputError(field, text, `${dimension} has no value "${text}".`, remedies.join(' '));
}
