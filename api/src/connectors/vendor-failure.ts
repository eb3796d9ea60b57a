import { VendorError } from '../lib/errors.ts';

/** A refused or failed request as far as the answer tells. */
export interface VendorAnswer {
  vendorName: string;
  /** Method and path, without query. */
  request: string;
  status: number;
  body: string;
  retryAfterMs: number | undefined;
  /** Which kind of key is needed and where to get it. */
  keyHelp: string;
}

const MESSAGE_LENGTH = 300;

/** The error a vendor's answer with a failure status means. */
export function toVendorError(answer: VendorAnswer): VendorError {
  const { vendorName, request, status, retryAfterMs, keyHelp } = answer;
  const said = vendorMessage(answer.body);
  const detail = `${request} answered ${status}${said === '' ? '' : `: ${said}`}`;
  if (status === 401 || status === 403) {
    return new VendorError('VENDOR_CREDENTIALS', `${vendorName} refused the key. ${keyHelp} (${detail})`, { status });
  }
  if (status === 429) {
    const when = retryAfterMs === undefined ? '' : ` It may be asked again in ${Math.ceil(retryAfterMs / 1000)} s.`;
    const message = `${vendorName} limits the number of requests.${when} (${detail})`;
    return new VendorError('VENDOR_RATE_LIMITED', message, { retryAfterMs, status });
  }
  if (status >= 500 || status === 408) {
    const message = `${vendorName} is not available. (${detail})`;
    return new VendorError('VENDOR_UNAVAILABLE', message, { retryAfterMs, status });
  }
  return new VendorError('VENDOR_RESPONSE', `${vendorName} did not accept the request. (${detail})`, { status });
}

/** `{error: {message}}` (Anthropic, OpenAI), `{message}` (Cursor), else the text itself; one line, shortened. */
function vendorMessage(body: string): string {
  return messageIn(body).replace(/\s+/g, ' ').trim().slice(0, MESSAGE_LENGTH);
}

function messageIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const error = property(parsed, 'error');
    for (const message of [property(error, 'message'), property(parsed, 'message'), error]) {
      if (typeof message === 'string') return message;
    }
    return '';
  } catch {
    return body.startsWith('<') ? '' : body;
  }
}

const property = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Milliseconds a `retry-after-ms` or `Retry-After` (seconds or date) header asks for. */
export function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (ms >= 0) return Math.ceil(ms);
  const header = headers.get('retry-after');
  if (header === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.ceil(Number(header) * 1000);
  const until = Date.parse(header);
  return Number.isNaN(until) ? undefined : Math.max(0, until - now.getTime());
}
