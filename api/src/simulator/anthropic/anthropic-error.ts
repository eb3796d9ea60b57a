import type { VendorResponse } from '../vendor-request.ts';

type ErrorType =
  | 'invalid_request_error'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'rate_limit_error'
  | 'api_error'
  | 'overloaded_error';

const TYPE_OF: Record<number, ErrorType> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** Thrown by a simulated endpoint; becomes the vendor's error body. */
export class AnthropicError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const invalid = (message: string): AnthropicError => new AnthropicError(400, message);

/** The vendor's error shape for a status. */
export function anthropicErrorBody(status: number, message: string, requestId: string): VendorResponse['body'] {
  return { type: 'error', error: { type: TYPE_OF[status] ?? 'api_error', message }, request_id: requestId };
}
