import { GraphQLError } from 'graphql';
import { isDay, utcDay } from '../lib/calendar.ts';
import { builder } from './builder.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;

function refuse(scalar: string, value: unknown, example: string): never {
  throw new GraphQLError(`${JSON.stringify(value)} is not a ${scalar}. Write it like ${example}.`, {
    extensions: { code: 'BAD_USER_INPUT', value: String(value) },
  });
}

/** Nothing we count happened outside; other years are slips of the keyboard, which databases and calendars trip over. */
const YEARS = { first: 1970, last: 2200 };

function requireYear(scalar: string, value: unknown, year: number): void {
  if (year >= YEARS.first && year <= YEARS.last) return;
  const problem = `${JSON.stringify(value)} is not in the years ${YEARS.first} to ${YEARS.last}.`;
  throw new GraphQLError(`${problem} Correct the ${scalar}.`, {
    extensions: { code: 'BAD_USER_INPUT', value: String(value) },
  });
}

builder.scalarType('Decimal', {
  description: 'An exact decimal number as a string, without exponent.',
  serialize: (value) => value,
  parseValue: (value) =>
    typeof value === 'string' && DECIMAL.test(value) ? value : refuse('Decimal', value, '"12.50"'),
});

builder.scalarType('BigInt', {
  description: 'An integer of any size as a string.',
  serialize: (value) => value.toString(),
  parseValue: (value) => (/^-?\d+$/.test(String(value)) ? BigInt(String(value)) : refuse('BigInt', value, '"1200"')),
});

builder.scalarType('Date', {
  description: 'A calendar day, such as 2026-11-01.',
  serialize: (value) => (typeof value === 'string' ? value : utcDay(value)),
  parseValue: (value) => {
    const day = typeof value === 'string' && isDay(value) ? value : refuse('Date', value, '"2026-11-01"');
    requireYear('Date', value, Number(day.slice(0, 4)));
    return day;
  },
});

builder.scalarType('DateTime', {
  description: 'An instant in UTC, such as 2026-11-01T08:00:00.000Z.',
  serialize: (value) => value.toISOString(),
  parseValue: (value) => {
    const instant = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
    if (Number.isNaN(instant.getTime())) refuse('DateTime', value, '"2026-11-01T08:00:00Z"');
    requireYear('DateTime', value, instant.getUTCFullYear());
    return instant;
  },
});

builder.scalarType('JSON', { description: 'Any JSON value.', serialize: (value) => value });
