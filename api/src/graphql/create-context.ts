import type { ApiTokenScope } from '@outlay/prisma';
import { GraphQLError } from 'graphql';
import type { Clock } from '../lib/clock.ts';
import { type OutlayError, RateLimitedError, UnauthenticatedError } from '../lib/errors.ts';
import type { TokenRateLimit } from '../lib/token-rate-limit.ts';
import { authenticateRequest } from '../modules/auth/authenticate-request.ts';
import type { Context, Installation } from './context.ts';

/** What the transport knows of one request. */
export interface RequestContext {
  address: string;
  /** Set-Cookie values the answer will carry. */
  cookies: string[];
}

export interface ContextDependencies {
  clock: Clock;
  installation: Installation;
  /** Spends one request of an API token. @throws RateLimitedError */
  spendRequest: TokenRateLimit;
}

/**
 * Authenticates the request and gathers what resolvers may use.
 * @throws GraphQLError UNAUTHENTICATED (401) for a token that opens nothing, RATE_LIMITED (429)
 */
export async function createContext(
  request: Request,
  { address, cookies }: RequestContext,
  { clock, installation, spendRequest }: ContextDependencies,
): Promise<Context> {
  const setCookie = (cookie: string) => void cookies.push(cookie);
  const caller = { clock, request, address, installation, setCookie };
  try {
    const actor = await authenticateRequest(caller);
    if (actor.kind === 'TOKEN') spendRequest(actor.tokenId, isPusher(actor.scopes) ? PUSHER_REQUESTS : 1);
    return { ...caller, actor };
  } catch (error) {
    throw withStatus(error);
  }
}

/** One token may push for a hundred servers, every few seconds each; how many pushes run at once is bounded elsewhere. */
const PUSHER_REQUESTS = 10;
const isPusher = (scopes: readonly ApiTokenScope[]) => scopes.every((scope) => scope === 'USAGE_WRITE');

/** A request refused as a whole also says so by its HTTP status. */
function withStatus(error: unknown): unknown {
  if (error instanceof UnauthenticatedError) return refusal(error, { status: 401 });
  if (!(error instanceof RateLimitedError)) return error;
  return refusal(error, { status: 429, headers: { 'retry-after': String(error.retryAfterSeconds) } });
}

const refusal = ({ message, code }: OutlayError, http: { status: number; headers?: Record<string, string> }) =>
  new GraphQLError(message, { extensions: { code, http } });
