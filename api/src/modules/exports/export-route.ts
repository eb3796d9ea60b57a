import type { Actor, Installation } from '../../graphql/context.ts';
import type { Route, RouteCaller } from '../../http/route.ts';
import type { Clock } from '../../lib/clock.ts';
import {
  ConflictError,
  ForbiddenError,
  InvalidInputError,
  NotFoundError,
  OutlayError,
  RateLimitedError,
  TimeoutError,
  UnauthenticatedError,
} from '../../lib/errors.ts';
import type { Log } from '../../lib/log.ts';
import type { TokenRateLimit } from '../../lib/token-rate-limit.ts';
import { authenticateRequest } from '../auth/authenticate-request.ts';
import type { boundedExports } from './bounded-exports.ts';

export interface ExportDependencies {
  installation: Installation;
  clock: Clock;
  log: Log;
  /** Spends one request of an API token. @throws RateLimitedError */
  spendRequest: TokenRateLimit;
}

/** Answers at once, or refuses when the caller has too many under way. */
type Bounded = ReturnType<typeof boundedExports>;

export interface ExportRequest {
  actor: Actor;
  url: URL;
  clock: Clock;
}

/** A download below `/export/`, for a session or an API token; refusals are JSON `{ code, message, field? }`. */
export function exportRoute(
  path: string,
  { installation, clock, log, spendRequest, bounded }: ExportDependencies & { bounded: Bounded },
  answer: (request: ExportRequest) => Promise<Response>,
): Route {
  const handle = async (request: Request, { address }: RouteCaller): Promise<Response> => {
    const cookies: string[] = [];
    try {
      const setCookie = (cookie: string) => void cookies.push(cookie);
      const actor = await authenticateRequest({ clock, request, installation, setCookie, ...{ address } });
      if (actor.kind === 'TOKEN') spendRequest(actor.tokenId);
      const response = await bounded(actor, () => answer({ actor, url: new URL(request.url), clock }));
      response.headers.set('cache-control', 'no-store');
      for (const cookie of cookies) response.headers.append('set-cookie', cookie);
      return response;
    } catch (error) {
      if (error instanceof OutlayError) return refusal(error);
      log.error({ err: error, path }, 'an export failed');
      return Response.json(
        { code: 'INTERNAL_SERVER_ERROR', message: 'Something went wrong on our side.' },
        { status: 500 },
      );
    }
  };
  return { method: 'GET', path, handle };
}

function refusal(error: OutlayError): Response {
  const { code, message } = error;
  const field = error instanceof InvalidInputError || error instanceof ConflictError ? { field: error.field } : {};
  const pause = error instanceof RateLimitedError ? { 'retry-after': String(error.retryAfterSeconds) } : {};
  return Response.json(
    { code, message, ...field },
    { status: statusOf(error), headers: { 'cache-control': 'no-store', ...pause } },
  );
}

function statusOf(error: OutlayError): number {
  if (error instanceof UnauthenticatedError) return 401;
  if (error instanceof ForbiddenError) return 403;
  if (error instanceof NotFoundError) return 404;
  if (error instanceof ConflictError) return 409;
  if (error instanceof RateLimitedError) return 429;
  if (error instanceof TimeoutError) return 503;
  return 400;
}

/** An attachment of a known size. */
export function fileResponse(
  name: string,
  type: string,
  content: string | Uint8Array<ArrayBuffer>,
  headers = {},
): Response {
  return new Response(content, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, ...headers },
  });
}

const CHUNK_LENGTH = 64_000;

/** An attachment that is written as it is read: the next part is fetched when the last one was taken. */
export function streamedResponse(name: string, type: string, lines: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      let text = '';
      while (text.length < CHUNK_LENGTH) {
        const { done, value } = await lines.next();
        if (done) {
          if (text !== '') controller.enqueue(encoder.encode(text));
          return controller.close();
        }
        text += value;
      }
      controller.enqueue(encoder.encode(text));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
