import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress, type ResolveHost } from '../../integrations/require-base-url.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { hostOf, resolveBySystem } from './require-webhook-url.ts';

export interface PostSettings {
  allowPrivateNetwork: boolean;
  resolveHost?: ResolveHost;
  timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const MAX_ANSWER_CHARACTERS = 300;
const MAX_PAUSE_MS = 24 * 3_600_000;

/**
 * Posts JSON to a public address (see PostSettings) and follows no redirect. The name is resolved once and the connection
 * goes to the address that was checked, so that no second answer of DNS leads elsewhere. Answers the HTTP status.
 * @throws DeliveryFailure unless the answer is 2xx
 */
export async function postJson(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  { allowPrivateNetwork, resolveHost = resolveBySystem, timeoutMs = TIMEOUT_MS }: PostSettings,
): Promise<number> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const addresses = await checkedAddresses(url, { allowPrivateNetwork, resolveHost }, signal);
    const answer = await exchange(url, body, headers, addresses, signal);
    if (answer.status >= 200 && answer.status < 300) return answer.status;
    throw refusal(answer);
  } catch (error) {
    if (error instanceof DeliveryFailure) throw error;
    if (signal.aborted) throw new DeliveryFailure(`No answer within ${timeoutMs / 1000} s.`, { cause: error });
    throw new DeliveryFailure(`The connection failed: ${codeOf(error)}.`, { cause: error });
  }
}

async function checkedAddresses(
  url: URL,
  { allowPrivateNetwork, resolveHost }: Required<Pick<PostSettings, 'allowPrivateNetwork' | 'resolveHost'>>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const host = hostOf(url);
  const addresses = isIP(host)
    ? [host]
    : await within(
        signal,
        resolveHost(host).catch(() => []),
      );
  if (addresses.length === 0) throw new DeliveryFailure(`The host ${host} is unknown.`);
  if (allowPrivateNetwork) return addresses;
  if (url.protocol !== 'https:') throw new DeliveryFailure('Alerts are sent over https only.');
  if (addresses.some(isPrivateAddress))
    throw new DeliveryFailure(`${host} is in a private network; ALLOW_PRIVATE_NETWORK=true allows it.`);
  return addresses;
}

function within<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

interface Answer {
  status: number;
  retryAfter: string | undefined;
  text: string;
}

function exchange(
  url: URL,
  body: string,
  headers: Readonly<Record<string, string>>,
  addresses: readonly string[],
  signal: AbortSignal,
): Promise<Answer> {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_host, { all }, done) => {
    const [first] = found;
    if (all) done(null, found);
    else done(null, first?.address ?? '', first?.family);
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      method: 'POST',
      agent: false,
      lookup,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Outlay',
        connection: 'close',
        ...headers,
      },
    });
    request.on('error', reject);
    request.on('response', (response) => {
      let text = '';
      const finish = () => {
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text });
        request.destroy();
      };
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text = (text + chunk).slice(0, MAX_ANSWER_CHARACTERS);
        if (text.length === MAX_ANSWER_CHARACTERS) finish();
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    request.end(body);
  });
}

function refusal({ status, retryAfter, text }: Answer): DeliveryFailure {
  const said = text.trim() === '' ? '' : `: ${text.trim()}`;
  if (status === 410)
    return new DeliveryFailure('The receiver is gone (410).', { status, isGone: true, isPermanent: true });
  if (status >= 300 && status < 400)
    return new DeliveryFailure(`The receiver redirects (${status}); redirects are not followed.`, { status });
  const seconds = Number(retryAfter);
  const retryAfterMs = seconds > 0 ? Math.min(seconds * 1000, MAX_PAUSE_MS) : undefined;
  return new DeliveryFailure(`The receiver answered ${status}${said}`, { status, retryAfterMs });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'unknown';
}
