import { GraphQLError } from 'graphql';
import { type ContextDependencies, createContext } from '../../../graphql/create-context.ts';
import type { Route, RouteCaller } from '../../../http/route.ts';
import { ForbiddenError, OutlayError, RateLimitedError, UnauthenticatedError } from '../../../lib/errors.ts';
import type { Log } from '../../../lib/log.ts';
import { createTurns } from '../../../lib/turns.ts';
import { requireScope } from '../../auth/permissions.ts';
import { Refused, readBody, readExport } from './read-export.ts';
import { protobufFailure, protobufSuccess, type Signal } from './read-protobuf.ts';
import { type OtlpOutcome, recordOtlp } from './record-otlp.ts';

export interface OtlpDependencies extends ContextDependencies {
  log: Log;
  maxBodyBytes: number;
}

const SIGNALS: readonly Signal[] = ['metrics', 'logs', 'traces'];
const REJECTED: Record<Signal, string> = {
  metrics: 'rejectedDataPoints',
  logs: 'rejectedLogRecords',
  traces: 'rejectedSpans',
};
const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';
const RETRY_SECONDS = 15;
/** An export takes many times its size while it is read, so that few are at the same time. */
const refusal = 'More telemetry is being sent than can be read at once.';
const turnOfToken = createTurns({ running: 2, waiting: 30, refusal, pauseSeconds: 5 });
const turnOfAll = createTurns({ running: 4, waiting: 120, refusal, pauseSeconds: 5 });

const ANY_SIGNAL = '/v1/otlp';
const LISTS: Record<string, Signal> = { resourceMetrics: 'metrics', resourceLogs: 'logs', resourceSpans: 'traces' };

/** Which signal a JSON request is of, by the one list it holds. */
function signalOf(tree: unknown): Signal {
  const name = Object.keys(LISTS).find((list) => typeof tree === 'object' && tree !== null && list in tree);
  const signal = name === undefined ? undefined : LISTS[name];
  if (!signal) throw new Refused(400, `The body holds none of ${Object.keys(LISTS).join(', ')}.`);
  return signal;
}

/**
 * `/v1/metrics`, `/v1/logs` and `/v1/traces`: OTLP over HTTP as protobuf or JSON, by API token. Below `/v1/otlp` the same
 * for exporters that know one address only: some send every signal there, as JSON, others append the usual paths.
 */
export function otlpRoutes(dependencies: OtlpDependencies): Route[] {
  const route = (path: string, signal: Signal | undefined): Route => ({
    method: 'POST',
    path,
    handle: (request, caller) => answer(signal, request, caller, dependencies),
  });
  const ofSignals = SIGNALS.flatMap((signal) => [
    route(`/v1/${signal}`, signal),
    route(`/v1/otlp/v1/${signal}`, signal),
  ]);
  return [...ofSignals, route(ANY_SIGNAL, undefined)];
}

async function answer(
  asked: Signal | undefined,
  request: Request,
  { address }: RouteCaller,
  dependencies: OtlpDependencies,
): Promise<Response> {
  const type = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  try {
    // Before the body is read: strangers do not get to send one.
    const context = await createContext(request, { address, cookies: [] }, dependencies);
    if (context.actor.kind !== 'TOKEN')
      throw new Refused(401, 'Send an API token: OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer <token>".');
    if (type !== JSON_TYPE && type !== PROTOBUF_TYPE)
      throw new Refused(
        415,
        `Set the protocol to http/protobuf or http/json; ${type || 'no content type'} is neither.`,
      );
    if (asked === undefined && type !== JSON_TYPE)
      throw new Refused(415, `${ANY_SIGNAL} takes JSON. Send protobuf to /v1/metrics, /v1/logs and /v1/traces.`);
    requireScope(context.actor, 'USAGE_WRITE');
    const body = await readBody(request, dependencies.maxBodyBytes);
    const record = async () => {
      const tree = await readExport(type === JSON_TYPE ? undefined : asked, body, dependencies.maxBodyBytes);
      const signal = asked ?? signalOf(tree);
      return success(signal, type, await recordOtlp(context, signal, tree));
    };
    return await turnOfToken(`token ${context.actor.tokenId}`, () => turnOfAll('all', record));
  } catch (error) {
    return failure(type === PROTOBUF_TYPE ? PROTOBUF_TYPE : JSON_TYPE, refusalOf(error, dependencies.log));
  }
}

/** What the exporter is told; it tries again on 429 and 503 only. */
function refusalOf(error: unknown, log: Log): Refused {
  if (error instanceof Refused) return error;
  if (error instanceof UnauthenticatedError) return new Refused(401, error.message);
  if (error instanceof ForbiddenError) return new Refused(403, error.message);
  if (error instanceof RateLimitedError) return new Refused(429, error.message, error.retryAfterSeconds);
  if (error instanceof OutlayError) return new Refused(400, error.message);
  if (error instanceof GraphQLError && error.extensions.code === 'UNAUTHENTICATED')
    return new Refused(401, error.message);
  if (error instanceof GraphQLError && error.extensions.code === 'RATE_LIMITED')
    return new Refused(429, error.message, RETRY_SECONDS);
  log.error({ err: error }, 'an OTLP export failed');
  return new Refused(503, 'Something went wrong on our side. Send it again later.', RETRY_SECONDS);
}

function success(signal: Signal, type: string, { rejected, message }: OtlpOutcome): Response {
  const headers = { 'content-type': type };
  if (type === PROTOBUF_TYPE) return new Response(new Uint8Array(protobufSuccess(rejected, message)), { headers });
  const partialSuccess = { [REJECTED[signal]]: String(rejected), errorMessage: message };
  return new Response(JSON.stringify(rejected === 0 && message === '' ? {} : { partialSuccess }), { headers });
}

function failure(type: string, { status, message, retryAfter }: Refused): Response {
  const headers = { 'content-type': type, ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }) };
  const body = type === PROTOBUF_TYPE ? new Uint8Array(protobufFailure(message)) : JSON.stringify({ message });
  return new Response(body, { status, headers });
}
