import { authorizationOf } from '../modules/auth/authorization-header.ts';
import { sessionIdOf } from '../modules/auth/sessions.ts';

/**
 * Why a request may not use the browser's session, or undefined when it may. A browser sends cookies along with requests
 * other sites make it send, also as form and multipart posts without asking first; it tells so by these headers.
 */
export function crossSiteProblem(request: Request, publicUrl: string): string | undefined {
  if (authorizationOf(request) !== undefined) return undefined;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin') return undefined;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && (site === 'none' || site === null)) return undefined;
  if (site !== null && site !== 'none') return refusal(`a ${site} page`);
  const origin = request.headers.get('origin');
  if (origin !== null) return isOwn(origin, request, publicUrl) ? undefined : refusal(origin);
  if (sessionIdOf(request, publicUrl) === undefined) return undefined;
  return 'A request with the session cookie must say where it comes from: send the Origin header, or use an API token.';
}

const refusal = (from: string) => `This request comes from ${from}, which may not use your session.`;

function isOwn(origin: string, request: Request, publicUrl: string): boolean {
  if (origin === new URL(publicUrl).origin) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.get('host');
}
