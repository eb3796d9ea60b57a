import { GraphQLError } from 'graphql';
import {
  ConflictError,
  InvalidInputError,
  NotFoundError,
  type OutlayError,
  RateLimitedError,
  VendorError,
} from '../lib/errors.ts';
import { builder } from './builder.ts';

export const ErrorInterface = builder.interfaceRef<OutlayError>('Error').implement({
  description: 'An expected failure, as a member of a mutation result.',
  fields: (t) => ({
    code: t.exposeString('code'),
    message: t.exposeString('message'),
  }),
});

builder.objectType(InvalidInputError, {
  name: 'InvalidInputError',
  description: 'A field of the input cannot be accepted.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    field: t.exposeString('field'),
    value: t.exposeString('value'),
    remedy: t.exposeString('remedy'),
  }),
});

builder.objectType(NotFoundError, {
  name: 'NotFoundError',
  interfaces: [ErrorInterface],
  fields: (t) => ({ typeName: t.exposeString('typeName'), id: t.exposeString('id') }),
});

builder.objectType(ConflictError, {
  name: 'ConflictError',
  description: 'The change contradicts what is stored.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ field: t.exposeString('field') }),
});

builder.objectType(VendorError, {
  name: 'VendorError',
  description: 'The vendor refused the credentials, limited the rate, or failed.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ retryable: t.exposeBoolean('retryable') }),
});

builder.objectType(RateLimitedError, {
  name: 'RateLimitedError',
  description: 'Too many attempts; the same may succeed later.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ retryAfterSeconds: t.exposeInt('retryAfterSeconds') }),
});

/** An expected failure outside a result union, with its code and details in `extensions`. */
export function toGraphQLError(error: OutlayError): GraphQLError {
  const details =
    error instanceof InvalidInputError ? { field: error.field, value: error.value, remedy: error.remedy } : {};
  return new GraphQLError(error.message, { extensions: { code: error.code, ...details, ...httpOf(error) } });
}

/** Callers that know HTTP only are told when to come again. */
function httpOf(error: OutlayError): object {
  if (!(error instanceof RateLimitedError)) return {};
  return { http: { status: 429, headers: { 'retry-after': String(error.retryAfterSeconds) } } };
}
