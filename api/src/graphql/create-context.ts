import { GraphQLError } from 'graphql';
import type { Clock } from '../lib/clock.ts';
import { UnauthenticatedError } from '../lib/errors.ts';
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
 * @throws GraphQLError UNAUTHENTICATED (401) for a token that opens nothing @throws RateLimitedError
 */
export async function createContext(
  request: Request,
  { address, cookies }: RequestContext,
  { clock, installation, spendRequest }: ContextDependencies,
): Promise<Context> {
  const setCookie = (cookie: string) => void cookies.push(cookie);
  const caller = { clock, request, address, installation, setCookie };
  const actor = await authenticateRequest(caller).catch(withStatus);
  if (actor.kind === 'TOKEN') spendRequest(actor.tokenId);
  return { ...caller, actor };
}

function withStatus(error: unknown): never {
  if (!(error instanceof UnauthenticatedError)) throw error;
  throw new GraphQLError(error.message, { extensions: { code: error.code, http: { status: 401 } } });
}
