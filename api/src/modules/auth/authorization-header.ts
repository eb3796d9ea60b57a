/** Schemes of a proxy's own sign-in, which browsers send along: not meant for us. */
const OF_PROXIES = /^(Basic|Digest|Negotiate|NTLM)(\s|$)/i;

/** What a request sends as proof besides cookies, `Bearer outlay_…`; undefined: nothing. */
export function authorizationOf(request: Request): string | undefined {
  const header = request.headers.get('authorization');
  return header === null || OF_PROXIES.test(header) ? undefined : header;
}
