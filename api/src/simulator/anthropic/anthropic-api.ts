import { hash32 } from '../random.ts';
import { type RateLimit, rateLimit, UNLIMITED } from '../rate-limit.ts';
import type { VendorApi, VendorRequest, VendorResponse } from '../vendor-request.ts';
import { AnthropicError, anthropicErrorBody, invalid } from './anthropic-error.ts';
import { claudeCodeReport } from './claude-code-report.ts';
import { costReport } from './cost-report.ts';
import type { DayBook } from './day-book.ts';
import { listApiKeys, listUsers, listWorkspaces } from './directory.ts';
import { messagesReport } from './messages-report.ts';

const REQUESTS_PER_MINUTE = 60;
const VERSIONS = ['2023-06-01', '2026-10-21'];

type Endpoint = (book: DayBook, request: VendorRequest, now: number) => VendorResponse['body'];

const ENDPOINTS: Record<string, Endpoint> = {
  '/v1/organizations/me': ({ account }) => ({ id: account.id, type: 'organization', name: account.displayName }),
  '/v1/organizations/usage_report/messages': messagesReport,
  '/v1/organizations/usage_report/claude_code': claudeCodeReport,
  '/v1/organizations/cost_report': costReport,
  '/v1/organizations/api_keys': ({ account }, request, now) => listApiKeys(account, request, now),
  '/v1/organizations/workspaces': ({ account }, request, now) => listWorkspaces(account, request, now),
  '/v1/organizations/users': ({ account }, request, now) => listUsers(account, request, now),
};

/** The Admin API of one Console organization; reports and listings have a limit per minute each. */
export function anthropicApi(book: DayBook, enforceLimits: boolean): VendorApi {
  const newLimit = () => (enforceLimits ? rateLimit(REQUESTS_PER_MINUTE) : UNLIMITED);
  const limits: Record<'report' | 'directory', RateLimit> = { report: newLimit(), directory: newLimit() };
  let served = 0;
  return (request, now) => {
    const requestId = `req_${hash32(book.account.id, served++).toString(16).padStart(8, '0')}`;
    const headers = { 'request-id': requestId };
    try {
      requireAdminKey(book, request);
      const waitSeconds = limits[request.path.includes('_report') ? 'report' : 'directory'].take(now);
      if (waitSeconds !== null) {
        const message = `This request would exceed your organization's rate limit of ${REQUESTS_PER_MINUTE} requests per minute.`;
        return {
          status: 429,
          headers: { ...headers, 'retry-after': String(waitSeconds) },
          body: anthropicErrorBody(429, message, requestId),
        };
      }
      const endpoint = ENDPOINTS[request.path];
      if (!endpoint || request.method !== 'GET')
        throw new AnthropicError(404, `Not found: ${request.method} ${request.path}`);
      requireVersion(request);
      return { status: 200, headers, body: endpoint(book, request, now) };
    } catch (error) {
      if (!(error instanceof AnthropicError)) throw error;
      return { status: error.status, headers, body: anthropicErrorBody(error.status, error.message, requestId) };
    }
  };
}

function requireAdminKey({ account }: DayBook, { headers }: VendorRequest): void {
  const key = headers['x-api-key'];
  if (key === undefined || key === '') {
    throw new AnthropicError(
      401,
      headers.authorization === undefined ? 'x-api-key header is required' : 'Invalid bearer token',
    );
  }
  if (key.startsWith('sk-ant-api'))
    throw new AnthropicError(403, 'This endpoint requires an Admin API key (sk-ant-admin...)');
  if (key !== account.adminKey) throw new AnthropicError(401, 'invalid x-api-key');
}

function requireVersion({ headers }: VendorRequest): void {
  const version = headers['anthropic-version'];
  if (version === undefined) throw invalid('anthropic-version: header is required');
  if (!VERSIONS.includes(version)) throw invalid(`anthropic-version: "${version}" is not a valid version`);
}
