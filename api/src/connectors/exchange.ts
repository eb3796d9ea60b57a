import { VendorError } from '../lib/errors.ts';
import { parseExactJson } from './exact-json.ts';
import type { VendorHttpOptions } from './http.ts';
import { readBody } from './read-body.ts';
import { retryAfterMs, toVendorError } from './vendor-failure.ts';

export interface VendorRequest {
  method: 'GET' | 'POST';
  /** Without the base URL and query; names the request in messages. */
  path: string;
  url: URL;
  body?: string;
}

const MAX_REDIRECTS = 3;

/** One request and its JSON answer; no retries. @throws VendorError */
export async function exchange(settings: Required<VendorHttpOptions>, request: VendorRequest): Promise<unknown> {
  const { response, body } = await fetchWithinHost(settings, request);
  if (!response.ok) {
    throw toVendorError({
      vendorName: settings.vendorName,
      request: nameOf(request),
      status: response.status,
      body: settings.secrets.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), body),
      retryAfterMs: retryAfterMs(response.headers, settings.clock()),
      keyHelp: settings.keyHelp,
    });
  }
  try {
    return parseExactJson(body);
  } catch {
    throw unexpected(settings, request, 'answered with something that is not JSON');
  }
}

/** Follows redirects that stay on the host; the key never goes anywhere else. */
async function fetchWithinHost(settings: Required<VendorHttpOptions>, request: VendorRequest) {
  let url = request.url;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const answer = await fetchOnce(settings, request, url);
    const location = answer.response.headers.get('location');
    if (answer.response.status < 300 || answer.response.status > 399 || location === null) return answer;
    if (!URL.canParse(location, url))
      throw unexpected(settings, request, 'redirects to an address that cannot be read');
    const target = new URL(location, url);
    if (target.origin !== url.origin) {
      throw unexpected(settings, request, `redirects to ${target.origin}, which is not followed; check the base URL`);
    }
    url = target;
  }
  throw unexpected(settings, request, `redirects more than ${MAX_REDIRECTS} times`);
}

async function fetchOnce(settings: Required<VendorHttpOptions>, request: VendorRequest, url: URL) {
  const timeout = AbortSignal.timeout(settings.timeoutMs);
  try {
    const response = await fetch(url, {
      method: request.method,
      headers: {
        accept: 'application/json',
        'user-agent': 'outlay (AI cost tracker)',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...settings.headers,
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: 'manual',
      signal: AbortSignal.any([settings.signal, timeout]),
    });
    const body = await readBody(response, settings.maxResponseBytes);
    if (body !== undefined) return { response, body };
  } catch (cause) {
    settings.signal.throwIfAborted();
    const problem = timeout.aborted ? `did not answer within ${settings.timeoutMs} ms` : networkProblem(cause);
    throw new VendorError('VENDOR_UNAVAILABLE', `${settings.vendorName} ${problem}. (${nameOf(request)})`, { cause });
  }
  throw unexpected(settings, request, `answered with more than ${settings.maxResponseBytes} bytes`);
}

/** `fetch` reports only "fetch failed"; its cause has the code. */
function networkProblem(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return `could not be reached${code === '' ? '' : ` (${code})`}`;
}

const nameOf = ({ method, path }: VendorRequest) => `${method} ${path}`;

function unexpected(settings: Required<VendorHttpOptions>, request: VendorRequest, problem: string): VendorError {
  return new VendorError('VENDOR_RESPONSE', `${settings.vendorName}: ${nameOf(request)} ${problem}.`);
}
