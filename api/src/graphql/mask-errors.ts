import { randomUUID } from 'node:crypto';
import { PothosValidationError } from '@pothos/core';
import { GraphQLError } from 'graphql';
import { OutlayError } from '../lib/errors.ts';
import type { Log } from '../lib/log.ts';
import { toGraphQLError } from './errors.ts';

/**
 * What a caller may learn of a failure: ours with their code, GraphQL's own as they are,
 * anything else only as an id that finds it in the log.
 */
export function maskErrors(log: Log): (error: unknown) => GraphQLError {
  return (error) => {
    const place = error instanceof GraphQLError ? error : undefined;
    const cause = originOf(error);
    if (cause instanceof OutlayError) return at(place, toGraphQLError(cause));
    if (cause instanceof PothosValidationError) return at(place, invalidInput(cause));
    if (cause instanceof GraphQLError) return place ?? cause;
    const errorId = randomUUID();
    log.error({ err: cause, errorId, path: place?.path }, 'unexpected error');
    return at(
      place,
      new GraphQLError(`Something went wrong on our side. Give an administrator this error id: ${errorId}`, {
        extensions: { code: 'INTERNAL_SERVER_ERROR', errorId, unexpected: true },
      }),
    );
  };
}

/** Arguments of a list that Pothos refuses, such as a negative `first`. */
const invalidInput = ({ message }: PothosValidationError) =>
  new GraphQLError(message, { extensions: { code: 'INVALID_INPUT' } });

function originOf(error: unknown): unknown {
  return error instanceof GraphQLError && error.originalError ? originOf(error.originalError) : error;
}

function at(place: GraphQLError | undefined, { message, extensions }: GraphQLError): GraphQLError {
  if (!place) return new GraphQLError(message, { extensions });
  const { nodes = null, source = null, positions = null, path = null } = place;
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
